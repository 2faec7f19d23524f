using System.Collections.Concurrent;
using Cake.Core;
using Cake.Core.Configuration;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Packaging;
using Cake.Core.Tooling;
using Cake.Docker;
using Lighthouse.Targets;
using Microsoft.Extensions.DependencyInjection;

namespace Lighthouse.Pipeline.Containers;

/// <summary>The Docker engine that the environment names, asked before and beside the build's own tasks.</summary>
/// <param name="host">Its address; empty: docker's own default.</param>
internal sealed class DockerEngine(string host)
{
    /// <summary>How long building or fetching an image may take.</summary>
    public static readonly TimeSpan ImageLimit = TimeSpan.FromMinutes(30);

    private const int LongestReason = 600;

    // For every other command: it answers at once, or the engine hangs.
    private static readonly TimeSpan UsualLimit = TimeSpan.FromMinutes(1);
    private static readonly Lazy<ICakeContext> Context = new(Make);

    /// <summary>The engine that <c>DOCKER_HOST</c> names.</summary>
    public static DockerEngine OfEnvironment() => new(Environment.GetEnvironmentVariable("DOCKER_HOST") ?? "");

    /// <summary>Its address; empty: docker's own default.</summary>
    public string Host { get; } = host;

    /// <summary>Asks whether it is there.</summary>
    /// <exception cref="TargetException">It is not, or docker is not installed.</exception>
    public void RequireAnswer()
    {
        if (Try(new DockerContainerPsSettings { Quiet = true }, (context, settings) => context.DockerPs(settings), UsualLimit, out _) is { } problem)
            throw new TargetException($"LH4014: the target is a container, and no Docker engine answers here: {problem} Start one, or name it by DOCKER_HOST.");
    }

    /// <summary>Carries out a command of docker.</summary>
    /// <param name="name">The command, for the message.</param>
    /// <param name="settings">Its options.</param>
    /// <param name="command">The command.</param>
    /// <param name="limit">How long it may take; then it is killed. Default one minute.</param>
    /// <returns>What it printed, in the order in which it came.</returns>
    /// <exception cref="TargetException">It failed, or did not end in time; what it said is in the message.</exception>
    public IReadOnlyList<string> Do<TSettings>(string name, TSettings settings, Action<ICakeContext, TSettings> command, TimeSpan? limit = null)
        where TSettings : AutoToolSettings
    {
        if (Try(settings, command, limit ?? UsualLimit, out var printed) is { } problem)
            throw new TargetException($"LH4015: '{name}' failed: {problem}");
        return printed;
    }

    // Null, or why it failed.
    private string? Try<TSettings>(TSettings settings, Action<ICakeContext, TSettings> command, TimeSpan limit, out IReadOnlyList<string> printed)
        where TSettings : AutoToolSettings
    {
        settings.ToolTimeout = limit;
        var lines = new ConcurrentQueue<string>();
        if (Host.Length > 0)
            settings.EnvironmentVariables = new Dictionary<string, string> { ["DOCKER_HOST"] = Host };
        settings.SetupProcessSettings = process =>
        {
            process.RedirectStandardOutput = process.RedirectStandardError = true;
            process.RedirectedStandardOutputHandler = process.RedirectedStandardErrorHandler = line =>
            {
                if (line is not null)
                    lines.Enqueue(line);
                return line;
            };
        };
        try
        {
            command(Context.Value, settings);
            return null;
        }
        catch (CakeException problem)
        {
            return Reason(lines, problem);
        }
        catch (TimeoutException problem)
        {
            return $"it had not ended after {limit.TotalSeconds:0} s and was broken off; does the engine hang? {Reason(lines, problem)}";
        }
        finally
        {
            printed = [.. lines];
        }
    }

    private static string Reason(IEnumerable<string> printed, Exception problem)
    {
        var said = string.Join(' ', printed.Select(line => line.Trim()).Where(line => line.Length > 0));
        return said.Length == 0 ? problem.Message : said.Length <= LongestReason ? said : "..." + said[^LongestReason..];
    }

    // The aliases need the build engine's parts; leftovers are removed before it runs.
    private static CakeContext Make()
    {
        var log = new NullLog();
        var environment = new CakeEnvironment(new CakePlatform(), new CakeRuntime());
        var files = new FileSystem();
        var globber = new Globber(files, environment);
        var configuration = new CakeConfiguration(new Dictionary<string, string>());
        var tools = new ToolLocator(environment, new ToolRepository(environment), new ToolResolutionStrategy(files, environment, globber, configuration, log));
        return new CakeContext(
            files, environment, globber, log, new CakeArguments(Array.Empty<string>().ToLookup(one => one)), new BoundedProcesses(new ProcessRunner(files, environment, log, tools, configuration)),
            new WindowsRegistry(), tools, new CakeDataService(), configuration, new NoInstaller(), new ServiceCollection().BuildServiceProvider());
    }

    private sealed class NoInstaller : IToolInstaller
    {
        public IEnumerable<FilePath> Install(PackageReference tool) => throw new NotSupportedException($"'{tool.Package}' is not installed for a container.");
    }
}
