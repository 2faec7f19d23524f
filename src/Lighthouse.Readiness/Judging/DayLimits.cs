using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>Finds what in a day's records keeps every gate of the day from passing.</summary>
internal static class DayLimits
{
    public static IEnumerable<Limit> Of(Day day, IReadOnlyList<EvidenceRecord> records)
    {
        EvidenceEntry[] entries = [.. records.OrderBy(record => record.Sequence).Select(record => record.Entry)];
        return [.. Frame(entries), .. Suites(entries), .. Target(entries), .. Strays(day, entries)];
    }

    private static IEnumerable<Limit> Frame(EvidenceEntry[] entries)
    {
        if (!entries.OfType<DayOpened>().Any())
            yield return new Limit(Verdict.NotRun, "The day was never opened.");
        if (!entries.OfType<DayClosed>().Any())
            yield return new Limit(Verdict.NotRun, "The day was never closed.");
    }

    private static IEnumerable<Limit> Suites(EvidenceEntry[] entries)
    {
        SuiteEnded[] suites = [.. entries.OfType<SuiteEnded>()];
        if (suites.Length == 0)
            yield return new Limit(Verdict.NotRun, "No suite ran to its end.");
        foreach (var suite in suites.Where(suite => suite.Ending != SuiteEnding.Completed))
            yield return new Limit(Verdict.NotRun, $"Suite {suite.Suite} {Ending(suite)}: {suite.Detail ?? "nothing more is known."}");
    }

    private static string Ending(SuiteEnded suite)
    {
        var how = suite.Ending switch
        {
            SuiteEnding.NotStarted => "could not be started",
            SuiteEnding.TimedOut => "ran longer than the runbook allows and was stopped",
            SuiteEnding.Interrupted => "was interrupted",
            _ => "crashed",
        };
        return suite.ExitCode is { } code ? $"{how} with exit code {code}" : how;
    }

    private static IEnumerable<Limit> Target(EvidenceEntry[] entries)
    {
        if (!entries.OfType<TargetStarted>().Any())
            yield return new Limit(Verdict.NotRun, "No target was started, so nothing was measured against one.");
        if (entries.OfType<DayClosed>().Any(closed => !closed.TargetAlive))
            yield return new Limit(Verdict.Inconclusive, "The target had died before the day was closed.");
    }

    // What such a test should have shown is unknown, and it might be any gate's.
    private static IEnumerable<Limit> Strays(Day day, EvidenceEntry[] entries) =>
        from test in entries.OfType<TestEnded>()
        where test.Outcome != TestOutcome.Passed && day.Gates.All(gate => gate.Id != test.Gate)
        select new Limit(Verdict.Inconclusive, $"Test {test.Test}, which is of no gate of this day, ended {test.Outcome}: {test.Message ?? "no reason was given."}");
}
