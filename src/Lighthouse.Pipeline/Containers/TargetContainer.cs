using System.Diagnostics;
using System.Globalization;
using Cake.Docker;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Containers;

/// <summary>Where a container belongs.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Day">The day's name.</param>
/// <param name="LogFile">Where its output goes, appended when it is removed.</param>
/// <param name="Journal">Where it is written down.</param>
internal sealed record ContainerOwner(string RunId, string Day, string LogFile, ContainerJournal Journal);

/// <summary>The system under test, running as a container that answers on loopback.</summary>
internal sealed class TargetContainer : IAsyncDisposable
{
    private const int PortAttempts = 5;
    private const int StopSeconds = 10;
    private static readonly TimeSpan StateInterval = TimeSpan.FromMilliseconds(250);
    private readonly DockerEngine engine;
    private readonly ContainerOwner owner;
    private readonly JournaledContainer entry;
    private long asked;

    private TargetContainer(DockerEngine engine, ContainerOwner owner, JournaledContainer entry, string image)
    {
        this.engine = engine;
        this.owner = owner;
        this.entry = entry;
        Image = image;
    }

    /// <summary>Id of its image.</summary>
    public string Image { get; }

    /// <summary>Its own id.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Where it answers.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Gets its image, starts it and waits until it is healthy.</summary>
    /// <exception cref="TargetException">There is no engine, no image, or it did not become healthy.</exception>
    public static async Task<TargetContainer> StartAsync(ContainerTarget target, ContainerOwner owner, CancellationToken cancellation)
    {
        var engine = DockerEngine.OfEnvironment();
        engine.RequireAnswer();
        var image = TargetImage.Obtain(engine, target.Image);
        for (var attempt = 1; ; attempt++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"lighthouse-{owner.RunId}-{owner.Day}-{attempt}").ToLowerInvariant();
            var container = new TargetContainer(engine, owner, new(name, owner.RunId, engine.Host), image);
            try
            {
                await container.StartAsync(target, target.Port ?? FreePort.Find(), cancellation);
                return container;
            }
            catch (PortTakenException) when (attempt < PortAttempts)
            {
                // Somebody else was faster on that port; the next one is another.
                await container.DisposeAsync();
            }
            catch
            {
                await container.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Whether it has ended; asked at most four times a second.</summary>
    public bool HasEnded()
    {
        if (asked != 0 && Stopwatch.GetElapsedTime(asked) < StateInterval)
            return false;
        asked = Stopwatch.GetTimestamp();
        return Inspect("{{.State.Running}}") != "true";
    }

    /// <summary>Stops it, kills it when it does not end within 10 s, keeps its output and removes it.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Id.Length > 0)
            {
                engine.Do("docker stop", new DockerContainerStopSettings { Time = StopSeconds }, (context, settings) => context.DockerStop(settings, Id));
                await KeepAsync(Output());
            }

            ContainerRemoval.Remove(engine, entry);
            owner.Journal.Removed(entry);
        }
        catch (TargetException problem)
        {
            // It stays written down: the next start removes it, or says that it cannot.
            await KeepAsync([$"The container was not removed: {problem.Message}"]);
        }
    }

    private Task KeepAsync(IReadOnlyList<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(owner.LogFile)!);
        return File.AppendAllLinesAsync(owner.LogFile, lines);
    }

    private async Task StartAsync(ContainerTarget target, int port, CancellationToken cancellation)
    {
        owner.Journal.Starting(entry);
        var shown = port.ToString(CultureInfo.InvariantCulture);
        string Fill(string text) => text.Replace("{port}", shown, StringComparison.Ordinal);
        string[] words = [.. target.Command.Select(Fill)];
        var id = "";
        engine.Do("docker run", Options(target, shown, Fill), (context, settings) => id = context.DockerRun(settings, Image, words.FirstOrDefault() ?? "", [.. words.Skip(1)]) ?? "");
        Id = id;
        Url = new Uri($"http://127.0.0.1:{(target.Port is null ? shown : Published(shown))}");
        try
        {
            await HealthProbe.WaitUntilHealthyAsync(new Uri(Url, target.HealthPath), target.StartLimit, HasEnded, cancellation);
        }
        catch (TargetException problem)
        {
            throw new TargetException($"{problem.Message} The container's state and exit code: {Inspect("{{.State.Status}} {{.State.ExitCode}}")}. Its last output: {string.Join(" | ", Output().TakeLast(10))}", problem);
        }

        if (target.Port is null)
            RequireOwnAnswer();
    }

    private string Published(string port)
    {
        var published = Inspect("{{range .NetworkSettings.Ports}}{{range .}}{{.HostPort}} {{end}}{{end}}").Split(' ')[0];
        return published.Length > 0
            ? published
            : throw new TargetException(
                $"LH4020: port {port} of the container is not published: it ended at once, or the engine has no network of its own (then say 'network: host'). Its last output: {string.Join(" | ", Output().TakeLast(10))}");
    }

    // In the machine's network anybody may listen on the port. Whose socket it is only root is told for another user's process.
    private void RequireOwnAnswer()
    {
        var process = int.Parse(Inspect("{{.State.Pid}}"), CultureInfo.InvariantCulture);
        if (process == 0 || (Environment.IsPrivilegedProcess && PortOwner.IsListening(process, Url.Port) == false))
            throw new PortTakenException($"LH4019: {Url} answers, but not from the container that was started for it. Its last output: {string.Join(" | ", Output().TakeLast(10))}");
    }

    private DockerContainerRunSettings Options(ContainerTarget target, string port, Func<string, string> fill) => new()
    {
        Detach = true,
        Name = entry.Name,
        Label = [$"{ContainerRemoval.Label}={entry.RunId}"],
        Env = [.. target.Environment.Select(pair => $"{pair.Key}={fill(pair.Value)}")],
        Network = target.Port is null ? "host" : null,
        Publish = target.Port is null ? null : [$"127.0.0.1::{port}"],
        Memory = target.Limits.MemoryBytes?.ToString(CultureInfo.InvariantCulture),
        MemorySwap = target.Limits.MemoryBytes?.ToString(CultureInfo.InvariantCulture),
        Cpus = target.Limits.Processors?.ToString(CultureInfo.InvariantCulture),
        PidsLimit = target.Limits.Processes,
    };

    private string Inspect(string format) =>
        engine.Do("docker inspect", new DockerInspectSettings { Type = "container", Format = format }, (context, settings) => context.DockerInspect(settings, Id)).FirstOrDefault() ?? "";

    private IReadOnlyList<string> Output() => engine.Do("docker logs", new DockerContainerLogsSettings(), (context, settings) => context.DockerLogs(settings, Id).Count());
}
