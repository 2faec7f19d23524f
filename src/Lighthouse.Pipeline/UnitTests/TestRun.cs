using System.Globalization;
using Lighthouse.Pipeline.Suites;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Targets;
using Serilog;

namespace Lighthouse.Pipeline.UnitTests;

/// <summary>Runs test programs, two at a time, and counts.</summary>
/// <param name="folder">Where the result files go.</param>
/// <param name="journal">Where started processes are written down.</param>
/// <param name="limit">How long one program may run.</param>
/// <param name="log">Progress and failures.</param>
public sealed class TestRun(string folder, ProcessJournal journal, TimeSpan limit, ILogger log)
{
    /// <summary>Runs them.</summary>
    /// <param name="programs">The programs; those that need the machine for themselves run last.</param>
    /// <param name="allowSkips">Whether a skipped test is tolerated.</param>
    /// <param name="cancellation">Stops them.</param>
    /// <exception cref="PipelineException">A test failed, a program did not come to its end, nothing was tested, or a skip is not allowed.</exception>
    public async Task RunAsync(IReadOnlyList<TestProgram> programs, bool allowSkips, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        var outcomes = new List<(TestProgram Program, SuiteOutcome Outcome)>();
        var gate = new Lock();
        foreach (var group in programs.GroupBy(program => program.Alone).OrderBy(group => group.Key))
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = group.Key ? 1 : 2, CancellationToken = cancellation };
            await Parallel.ForEachAsync(group, options, async (program, token) =>
            {
                var outcome = await RunOneAsync(program, token);
                lock (gate)
                    outcomes.Add((program, outcome));
            });
        }

        Conclude(outcomes, allowSkips);
    }

    private async Task<SuiteOutcome> RunOneAsync(TestProgram program, CancellationToken cancellation)
    {
        var output = Path.Combine(folder, $"{program.Name}.log");
        await using var file = TextWriter.Synchronized(new StreamWriter(output));
        log.Information("{Program}: running", program.Name);
        string[] arguments = ["-junit", Path.Combine(folder, $"{program.Name}.junit.xml")];
        var outcome = await new SuiteProcess(journal, file.WriteLine).RunAsync(
            program.Assembly, arguments, new Dictionary<string, string>(), Path.Combine(folder, $"{program.Name}.xml"), limit, cancellation);
        log.Information("{Program}: {Counts}", program.Name, outcome.Ending == SuiteEnding.Completed ? Counts(outcome.Tests) : $"{outcome.Ending}: {outcome.Detail}");
        foreach (var test in outcome.Tests.Where(test => test.Outcome is TestOutcome.Failed or TestOutcome.NotRun))
            log.Error("  FAILED {Test:l}: {Message:l}", Untrusted.ForConsole(test.Test), Untrusted.ForConsole(test.Message ?? ""));
        foreach (var test in outcome.Tests.Where(test => test.Outcome == TestOutcome.Skipped))
            log.Warning("  skipped {Test:l}: {Message:l}", Untrusted.ForConsole(test.Test), Untrusted.ForConsole(test.Message ?? ""));
        foreach (var test in outcome.Tests.Where(test => test is { Outcome: TestOutcome.Passed, Message: not null }))
            log.Warning("  warned {Test:l}: {Message:l}", Untrusted.ForConsole(test.Test), Untrusted.ForConsole(test.Message!));
        return outcome;
    }

    private void Conclude(IReadOnlyList<(TestProgram Program, SuiteOutcome Outcome)> outcomes, bool allowSkips)
    {
        var tests = outcomes.SelectMany(outcome => outcome.Outcome.Tests).ToList();
        var broken = outcomes.Where(outcome => outcome.Outcome.Ending != SuiteEnding.Completed).ToList();
        var empty = outcomes.Where(outcome => outcome.Outcome is { Ending: SuiteEnding.Completed, Tests.Count: 0 }).ToList();
        log.Information("{Counts:l}", Counts(tests));
        if (broken.Count > 0)
            throw Failed($"{broken[0].Program.Name} did not come to its end: {broken[0].Outcome.Detail}");
        if (empty.Count > 0)
            throw Failed($"{empty[0].Program.Name} holds no test");
        if (tests.Any(test => test.Outcome is TestOutcome.Failed or TestOutcome.NotRun))
            throw Failed("a test failed");
        if (!allowSkips && tests.Any(test => test.Outcome == TestOutcome.Skipped))
            throw Failed("a test was skipped, which is not allowed in CI");
    }

    private static PipelineException Failed(string why) => new(ExitCode.NoGo, $"LH5501: {why}.");

    private static string Counts(IReadOnlyList<TestEnded> tests) => string.Create(
        CultureInfo.InvariantCulture,
        $"{tests.Count(test => test.Outcome == TestOutcome.Passed)} passed, {tests.Count(test => test.Outcome is TestOutcome.Failed or TestOutcome.NotRun)} failed, {tests.Count(test => test.Outcome == TestOutcome.Skipped)} skipped");
}
