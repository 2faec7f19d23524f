using System.Diagnostics;

namespace Lighthouse.Benchmarks.Running;

/// <summary>
/// A process that a benchmark needs: this program in a role, or another one. It ends with its owner: a role ends when its
/// standard input does, and what is disposed is killed.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    public const string RoleOption = "--role=";
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>What it has in RAM.</summary>
    public double ResidentKilobytes => double.Parse(
        File.ReadLines($"/proc/{Id}/status").Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        System.Globalization.CultureInfo.InvariantCulture);

    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts this program in a role.</summary>
    public static ChildProcess InRole(string role, params string[] arguments) => Start(Environment.ProcessPath!, [RoleOption + role, .. arguments]);

    /// <summary>Starts another program.</summary>
    public static ChildProcess Start(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start"));
    }

    /// <summary>The next line that it prints.</summary>
    public async Task<string> LineAsync(CancellationToken cancellation) =>
        await _process.StandardOutput.ReadLineAsync(cancellation) ?? throw new InvalidOperationException($"process {Id} ended without an answer");

    /// <summary>Everything that it prints until it ends; throws when it fails.</summary>
    public async Task<string> OutputAsync(CancellationToken cancellation)
    {
        var (exitCode, output) = await EndAsync(cancellation);
        return exitCode == 0 ? output : throw new InvalidOperationException($"process {Id} ended with {exitCode}: {output}");
    }

    /// <summary>How it ends, and everything that it prints until then.</summary>
    public async Task<(int ExitCode, string Output)> EndAsync(CancellationToken cancellation)
    {
        var output = await _process.StandardOutput.ReadToEndAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
        return (_process.ExitCode, output);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
