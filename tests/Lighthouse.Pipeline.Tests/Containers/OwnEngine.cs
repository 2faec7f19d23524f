using System.Diagnostics;
using System.Globalization;
using Lighthouse.Pipeline.Tests.Adopting;

namespace Lighthouse.Pipeline.Tests.Containers;

/// <summary>A Docker engine of the test's own: private socket and data, no rule in the machine's network.</summary>
internal sealed class OwnEngine : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder folder = new();
    private readonly Process process;
    private readonly Task output;

    private OwnEngine(bool hasNetworks)
    {
        string[] within = hasNetworks ? ["unshare", "--net", "dockerd"] : ["dockerd"];
        process = Process.Start(new ProcessStartInfo(within[0],
        [
            .. within[1..], "--data-root", folder["data"], "--exec-root", folder["exec"], "--pidfile", folder["pid"], "--host", Host, "--iptables=false", "--ip6tables=false", "--bridge=none",
        ])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        output = Task.WhenAll(process.StandardError.BaseStream.CopyToAsync(Stream.Null), process.StandardOutput.BaseStream.CopyToAsync(Stream.Null));
    }

    /// <summary>What tells every docker command to use this engine, and the builder that it has without further parts.</summary>
    public Dictionary<string, string?> Variables => new() { ["DOCKER_HOST"] = Host, ["DOCKER_BUILDKIT"] = "0" };

    /// <summary>Its socket's address.</summary>
    public string Host => $"unix://{folder.Path}/docker.sock";

    /// <summary>Its own process.</summary>
    public int ProcessId => process.Id;

    /// <summary>Starts one.</summary>
    /// <param name="hasNetworks">Whether it lies in a network namespace of its own, in which it can make networks without touching the machine's.</param>
    public static async Task<OwnEngine> StartAsync(bool hasNetworks = false)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A Docker engine needs Linux and root.");
        foreach (var program in (string[])["dockerd", "docker", "ldd", "perl", "python3"])
            Assert.SkipUnless(IsInstalled(program), $"{program} is not installed here.");
        var engine = new OwnEngine(hasNetworks);
        using var bound = new CancellationTokenSource(Bound);
        while ((await engine.RunAsync("version")).ExitCode != 0)
        {
            Assert.False(engine.process.HasExited || bound.IsCancellationRequested, "dockerd did not start");
            await Task.Delay(100, bound.Token);
        }

        return engine;
    }

    /// <summary>Runs a docker command that must succeed and gives what it said.</summary>
    public async Task<string> DockerAsync(params string[] arguments)
    {
        var outcome = await RunAsync(arguments);
        outcome.Require(0);
        return outcome.Output.Trim();
    }

    /// <summary>Removes the containers by their ids, then ends the engine by its own.</summary>
    public async ValueTask DisposeAsync()
    {
        var left = (await RunAsync("ps", "--all", "--quiet")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (left.Length > 0)
            await RunAsync(["rm", "--force", "--volumes", .. left]);
        await Adopting.CommandLine.RunAsync(folder.Path, Variables, "kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
        await process.WaitForExitAsync().WaitAsync(Bound);
        await output.WaitAsync(Bound);
        process.Dispose();
        // The engine leaves the network of 'network: host' mounted.
        await Adopting.CommandLine.RunAsync(folder.Path, Variables, "umount", folder["exec/netns/default"]);
        folder.Dispose();
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(place => File.Exists(Path.Combine(place, program)));

    private Task<CommandOutcome> RunAsync(params string[] arguments) => Adopting.CommandLine.RunAsync(folder.Path, Variables, "docker", arguments);
}
