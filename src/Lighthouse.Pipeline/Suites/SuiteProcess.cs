using System.Diagnostics;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Targets;

namespace Lighthouse.Pipeline.Suites;

/// <summary>How the process of a suite ended.</summary>
/// <param name="Ending">How.</param>
/// <param name="ExitCode">Its exit code; null when it never started or was stopped.</param>
/// <param name="Detail">What a reader should know when it did not complete.</param>
/// <param name="Tests">Its tests; empty when it did not report them.</param>
internal sealed record SuiteOutcome(SuiteEnding Ending, int? ExitCode, string? Detail, IReadOnlyList<TestEnded> Tests)
{
    /// <summary>What it measured, where it did not write to the day's log itself.</summary>
    public IReadOnlyList<Measured> Measurements { get; init; } = [];
}

/// <summary>Runs a test program (xunit.v3) as a process of its own, bounded in time.</summary>
/// <param name="journal">Where the process is written down.</param>
/// <param name="output">Gets each line that it prints.</param>
internal sealed class SuiteProcess(ProcessJournal journal, Action<string> output)
{
    /// <summary>Runs it to its end, its limit or the cancellation, whichever is first.</summary>
    public async Task<SuiteOutcome> RunAsync(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string resultFile, TimeSpan limit, CancellationToken cancellation)
    {
        if (!File.Exists(assembly))
            return NotStarted($"'{assembly}' is missing; build it first");
        File.Delete(resultFile);
        var start = StartOf(assembly, [.. arguments, "-xml", resultFile]);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return await RunCommandAsync(start, limit, code => Ended(code, resultFile), cancellation);
    }

    /// <summary>Runs any program likewise.</summary>
    /// <param name="start">The program, its arguments and its environment.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="read">What its exit code, and what it left behind, say.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<SuiteOutcome> RunCommandAsync(ProcessStartInfo start, TimeSpan limit, Func<int, SuiteOutcome> read, CancellationToken cancellation)
    {
        using var process = Prepare(start);
        try
        {
            process.Start();
        }
        catch (Exception problem) when (problem is System.ComponentModel.Win32Exception or IOException)
        {
            return NotStarted(problem.Message);
        }

        // One that has ended by now is read like any other, and is nothing that a killed pipeline could leave behind.
        var identity = ProcessIdentity.OfRunning(process);
        if (identity is { } running)
            journal.Started(running);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(bound.Token);
            return read(process.ExitCode);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            return cancellation.IsCancellationRequested
                ? new(SuiteEnding.Interrupted, null, "the run was interrupted", [])
                : new(SuiteEnding.TimedOut, null, $"it was stopped after its limit of {limit.TotalSeconds:0} s", []);
        }
        finally
        {
            if (identity is { } ended)
                journal.Ended(ended);
        }
    }

    private static ProcessStartInfo StartOf(string assembly, string[] arguments)
    {
        string[] options = [.. arguments, "-noLogo", "-noColor", "-noAutoReporters"];
        var executable = Path.ChangeExtension(assembly, OperatingSystem.IsWindows() ? ".exe" : null);
        return File.Exists(executable) ? new ProcessStartInfo(executable, options) : new ProcessStartInfo("dotnet", [assembly, .. options]);
    }

    private Process Prepare(ProcessStartInfo start)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute) = (true, true, true, false);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Print(line.Data);
        process.ErrorDataReceived += (_, line) => Print(line.Data);
        return process;
    }

    private void Print(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
            output(line);
    }

    private static SuiteOutcome NotStarted(string why) => new(SuiteEnding.NotStarted, null, why, []);

    private static SuiteOutcome Ended(int exitCode, string resultFile)
    {
        var tests = SuiteResults.Read(resultFile);
        // 0: every test passed; 1: some failed. Anything else is no verdict of the suite, whatever its file says.
        if (tests is null || exitCode is not (0 or 1))
            return new(SuiteEnding.Crashed, exitCode, $"it ended with exit code {exitCode} and {(tests is null ? "no" : "a")} result file", []);
        return new(SuiteEnding.Completed, exitCode, null, tests);
    }
}
