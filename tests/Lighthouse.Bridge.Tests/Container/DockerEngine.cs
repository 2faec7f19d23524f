using System.Diagnostics;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Container;

/// <summary>A Docker engine of the test's own: private socket and data, no rules in the machine's network.</summary>
internal sealed class DockerEngine : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;
    private readonly Task _output;

    private DockerEngine()
    {
        var start = new ProcessStartInfo("dockerd",
        [
            "--data-root", Path.Combine(_folder.Path, "data"), "--exec-root", Path.Combine(_folder.Path, "exec"), "--pidfile", Path.Combine(_folder.Path, "pid"),
            "--host", Socket, "--iptables=false", "--ip6tables=false", "--bridge=none",
        ])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _output = Task.WhenAll(_process.StandardError.BaseStream.CopyToAsync(Stream.Null), _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null));
    }

    public string Socket => $"unix://{_folder.Path}/docker.sock";

    /// <summary>What tells every docker command to use this engine, and the builder that it has without further parts.</summary>
    public Dictionary<string, string> Environment => new() { ["DOCKER_HOST"] = Socket, ["DOCKER_BUILDKIT"] = "0" };

    public static async Task<DockerEngine> StartAsync()
    {
        Commands.Need("dockerd", "docker", "dotnet", "bash", "ldconfig");
        if (!System.Environment.IsPrivilegedProcess) Assert.Skip("A Docker engine needs root.");
        var engine = new DockerEngine();
        using var bound = new CancellationTokenSource(Bound);
        while ((await Commands.RunAsync("docker", ["version"], engine.Environment)).Code != 0)
        {
            if (engine._process.HasExited || bound.IsCancellationRequested) throw new InvalidOperationException("dockerd did not start.");
            await Task.Delay(100, bound.Token);
        }

        return engine;
    }

    /// <summary>Runs a docker command that must succeed and gives what it said.</summary>
    public async Task<string> DockerAsync(params string[] arguments)
    {
        var (code, output) = await Commands.RunAsync("docker", arguments, Environment);
        Assert.True(code == 0, $"docker {string.Join(' ', arguments)}: {output}");
        return output.Trim();
    }

    /// <summary>Removes the containers by their ids, then ends the engine by its own.</summary>
    public async ValueTask DisposeAsync()
    {
        var (_, ids) = await Commands.RunAsync("docker", ["ps", "--all", "--quiet"], Environment);
        foreach (var id in ids.Split('\n', StringSplitOptions.RemoveEmptyEntries)) await Commands.RunAsync("docker", ["rm", "--force", "--volumes", id], Environment);
        await Commands.RunAsync("kill", ["-TERM", Commands.Text(_process.Id)]);
        await _process.WaitForExitAsync().WaitAsync(Bound);
        await _output.WaitAsync(Bound);
        _process.Dispose();
        // The engine leaves the network of "--network host" mounted.
        await Commands.RunAsync("umount", [Path.Combine(_folder.Path, "exec", "netns", "default")]);
        _folder.Dispose();
    }
}
