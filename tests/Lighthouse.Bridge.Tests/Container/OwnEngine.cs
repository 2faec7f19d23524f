using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Lighthouse.Testing;

/// <summary>A Docker engine of the test's own: private socket and data, no rule in the machine's network. Each test project that needs one compiles this file.</summary>
internal sealed class OwnEngine : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60), LongestCommand = TimeSpan.FromMinutes(5);
    private readonly string _folder = Directory.CreateTempSubdirectory("engine-").FullName;
    private readonly Process _process;
    private readonly Task _output;

    private OwnEngine(bool hasNetworks)
    {
        string[] within = hasNetworks ? ["unshare", "--net", "dockerd"] : ["dockerd"];
        _process = Process.Start(new ProcessStartInfo(within[0],
        [
            .. within[1..], "--data-root", At("data"), "--exec-root", At("exec"), "--pidfile", At("pid"), "--host", Host, "--iptables=false", "--ip6tables=false", "--bridge=none",
        ])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        _output = Task.WhenAll(_process.StandardError.BaseStream.CopyToAsync(Stream.Null), _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null));
    }

    /// <summary>What tells every docker command to use this engine, and the builder that it has without further parts.</summary>
    public Dictionary<string, string> Variables => new() { ["DOCKER_HOST"] = Host, ["DOCKER_BUILDKIT"] = "0" };

    /// <summary>Its socket's address.</summary>
    public string Host => $"unix://{At("docker.sock")}";

    /// <summary>Its own process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts one in the machine's network; skips the test where the machine cannot, or lacks one of the programs that the test needs beside it.</summary>
    public static Task<OwnEngine> StartAsync(params string[] programs) => StartAsync(hasNetworks: false, programs);

    /// <summary>Starts one.</summary>
    /// <param name="hasNetworks">Whether it lies in a network namespace of its own, in which it can make networks without touching the machine's.</param>
    /// <param name="programs">What the test needs beside it.</param>
    public static async Task<OwnEngine> StartAsync(bool hasNetworks, params string[] programs)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A Docker engine needs Linux and root.");
        foreach (var program in (string[])["dockerd", "docker", "unshare", .. programs])
            Assert.SkipUnless(IsInstalled(program), $"{program} is not installed here.");
        var engine = new OwnEngine(hasNetworks);
        using var bound = new CancellationTokenSource(Bound);
        while ((await engine.RunAsync("docker", "version")).Code != 0)
        {
            Assert.False(engine._process.HasExited || bound.IsCancellationRequested, "dockerd did not start");
            await Task.Delay(100, bound.Token);
        }

        return engine;
    }

    /// <summary>Runs a docker command that must succeed and gives what it said.</summary>
    public async Task<string> DockerAsync(params string[] arguments)
    {
        var (code, output, error) = await RunAsync("docker", arguments);
        Assert.True(code == 0, $"docker {string.Join(' ', arguments)}: {output}{error}");
        return output.Trim();
    }

    /// <summary>Removes the containers by their ids, then ends the engine by its own.</summary>
    public async ValueTask DisposeAsync()
    {
        var left = (await RunAsync("docker", "ps", "--all", "--quiet")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (left.Length > 0)
            await RunAsync("docker", ["rm", "--force", "--volumes", .. left]);
        await RunAsync("kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture));
        await _process.WaitForExitAsync().WaitAsync(Bound);
        await _output.WaitAsync(Bound);
        _process.Dispose();
        // The engine leaves the network of '--network host' mounted.
        await RunAsync("umount", At("exec/netns/default"));
        Directory.Delete(_folder, recursive: true);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(place => File.Exists(Path.Combine(place, program)));

    private async Task<(int Code, string Output, string Error)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var bound = new CancellationTokenSource(LongestCommand);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(bound.Token), process.StandardError.ReadToEndAsync(bound.Token));
            await process.WaitForExitAsync(bound.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
