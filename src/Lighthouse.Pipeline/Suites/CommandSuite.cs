using System.Diagnostics;
using Lighthouse.Pipeline.Days;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Suites;

/// <summary>A suite that is a program in any language: told by environment variables what to measure, it reports in JSON lines.</summary>
/// <param name="runbook">The runbook.</param>
/// <param name="day">The day.</param>
/// <param name="profile">The profile of the run.</param>
/// <param name="report">The file that it writes to.</param>
internal sealed class CommandSuite(Runbook runbook, Day day, Profile profile, string report)
{
    /// <summary>How to start it: in the runbook's folder, with the pipeline's variables. <c>LIGHTHOUSE_EVIDENCE</c> names a file for its lines alone; the day's log stays the pipeline's.</summary>
    public ProcessStartInfo Start(SuiteEnvironment environment, Uri url, string? gate)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(runbook.Path))!;
        var start = new ProcessStartInfo(CommandWord.Program(day.Command[0], folder), day.Command.Skip(1)) { WorkingDirectory = folder };
        foreach (var (name, value) in (environment with { EvidencePath = report }).ToVariables())
            start.Environment[name] = value;
        start.Environment["LIGHTHOUSE_TARGET_URL"] = url.AbsoluteUri.TrimEnd('/');
        start.Environment["LIGHTHOUSE_GATE"] = gate ?? "";
        return start;
    }

    /// <summary>What it reported. An exit code other than 0 says that it did not measure what it should have.</summary>
    public SuiteOutcome Read(int exitCode)
    {
        if (exitCode != 0)
            return new(SuiteEnding.Crashed, exitCode, $"'{day.Suite}' ended with exit code {exitCode}; 0 says that everything was measured and reported", []);
        try
        {
            var entries = new ReportedLines(runbook, day, profile).Read(report);
            return new(SuiteEnding.Completed, exitCode, null, [.. entries.OfType<TestEnded>()]) { Measurements = [.. entries.OfType<Measured>()] };
        }
        catch (EvidenceException problem)
        {
            return new(SuiteEnding.Crashed, exitCode, problem.Message, []);
        }
    }
}
