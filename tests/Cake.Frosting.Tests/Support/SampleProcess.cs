using System.Diagnostics;

namespace Cake.Frosting.Tests.Support;

/// <summary>The sample build in a process of its own.</summary>
internal sealed class SampleProcess : IDisposable
{
    /// <summary>How long any of these processes may take before the test fails; far beyond what they need.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private SampleProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public static SampleProcess Start(params string[] args)
    {
        // Whoever is started in the background of a shell ignores SIGINT and bequeaths that; env(1) gives the default back.
        string[] command = [Environment.ProcessPath!, SampleBuild.Switch, .. args];
        var start = OperatingSystem.IsLinux() ? new ProcessStartInfo("env", ["--default-signal=INT", .. command]) : new ProcessStartInfo(command[0], command[1..]);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        return new SampleProcess(Process.Start(start)!);
    }

    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] args)
    {
        using var sample = Start(args);
        return await sample.EndAsync();
    }

    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        using var bound = new CancellationTokenSource(Bound);
        var output = _process.StandardOutput.ReadToEndAsync(bound.Token);
        var errors = _process.StandardError.ReadToEndAsync(bound.Token);
        await _process.WaitForExitAsync(bound.Token);
        return (_process.ExitCode, await output + await errors);
    }

    public async Task WaitForLineAsync(string line)
    {
        using var bound = new CancellationTokenSource(Bound);
        while (await _process.StandardOutput.ReadLineAsync(bound.Token) is { } read)
        {
            if (read.Contains(line, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"the build ended without writing '{line}'");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
