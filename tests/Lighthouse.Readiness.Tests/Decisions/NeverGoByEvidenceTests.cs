using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Decisions;

/// <summary>Every day of the repository's own runbook in every trouble, as its log on disk shows it: never GO. The same week without trouble is GO, or none of it would say anything.</summary>
public sealed class NeverGoByEvidenceTests : IDisposable
{
    private readonly MadeUpWeek week = new();

    public static TheoryData<string, string> StagesAndTroubles()
    {
        var data = new TheoryData<string, string>();
        foreach (var day in MadeUpWeek.Runbook.Days)
        {
            foreach (var trouble in Troubles.Keys)
                data.Add(day.Name, trouble);
        }

        return data;
    }

    private static Dictionary<string, Action<MadeUpWeek, Day>> Troubles { get; } = new()
    {
        ["missing"] = (week, day) => week.Remove(day),
        ["skipped"] = (week, day) => week.Write(day, entries => entries.Select(entry => entry is TestEnded test ? test with { Outcome = TestOutcome.Skipped } : entry)),
        ["one test skipped"] = (week, day) => week.Write(day, entries => Once(entries, entry => entry is TestEnded test ? test with { Outcome = TestOutcome.Skipped } : null)),
        ["crashed"] = (week, day) => week.Write(day, entries => Ended(entries, SuiteEnding.Crashed, 134)),
        ["timed out"] = (week, day) => week.Write(day, entries => Ended(entries, SuiteEnding.TimedOut, null)),
        ["interrupted"] = (week, day) => week.Write(day, entries => Ended(entries, SuiteEnding.Interrupted, null)),
        ["not started"] = (week, day) => week.Write(day, entries => Ended(entries.Where(entry => entry is not (Measured or TestEnded)), SuiteEnding.NotStarted, null)),
        ["empty"] = (week, day) => week.Write(day, entries => entries.Where(entry => entry is not (Measured or TestEnded))),
        ["an empty file"] = (week, day) => week.Empty(day),
        ["nothing measured"] = (week, day) => week.Write(day, entries => entries.Where(entry => entry is not Measured)),
        ["one number missing"] = (week, day) => week.Write(day, entries => entries.Where((_, index) => index != 2)),
        ["no tests"] = (week, day) => week.Write(day, entries => entries.Where(entry => entry is not TestEnded)),
        ["no target"] = (week, day) => week.Write(day, entries => entries.Where(entry => entry is not TargetStarted)),
        ["target died"] = (week, day) => week.Write(day, entries => entries.Select(entry => entry is DayClosed ? new DayClosed(TargetAlive: false) : entry)),
        ["not closed"] = (week, day) => week.Write(day, entries => entries.Where(entry => entry is not DayClosed)),
        ["one gate only"] = (week, day) => week.Write(day, entries => entries.Select(entry => entry is DayOpened opened ? opened with { OnlyGate = day.Gates[0].Id } : entry)),
        ["wrong commit"] = (week, day) => week.Write(day, identity: MadeUpWeek.Identity with { Commit = new string('d', 40) }),
        ["wrong run"] = (week, day) => week.Write(day, identity: MadeUpWeek.Identity with { RunId = new string('b', 32) }),
        ["wrong runbook"] = (week, day) => week.Write(day, identity: MadeUpWeek.Identity with { RunbookDigest = new string('e', 64) }),
        ["wrong profile"] = (week, day) => week.Write(day, entries => entries.Select(entry => entry is DayOpened opened ? opened with { Profile = "full" } : entry), MadeUpWeek.Identity with { Profile = Profile.Full }),
        ["another day's log"] = (week, day) => week.Write(day with { Name = day.Name, Gates = MadeUpWeek.Runbook.Days.First(other => other.Name != day.Name).Gates }),
    };

    public void Dispose() => week.Dispose();

    [Fact]
    public void The_week_without_trouble_is_GO()
    {
        WriteAll();
        var decision = week.Decide();
        Assert.True(decision.Outcome == Outcome.Go, string.Join(Environment.NewLine, decision.Rationale));
    }

    [Theory]
    [MemberData(nameof(StagesAndTroubles))]
    public void A_day_in_trouble_is_never_GO(string day, string trouble)
    {
        WriteAll();
        Troubles[trouble](week, MadeUpWeek.Runbook.FindDay(day)!);
        var decision = week.Decide();
        Assert.Equal(Outcome.NoGo, decision.Outcome);
        Assert.True(decision.Rationale.Count > 2, "it does not say why");
    }

    private void WriteAll()
    {
        foreach (var day in MadeUpWeek.Runbook.Days)
            week.Write(day);
    }

    private static IEnumerable<EvidenceEntry> Ended(IEnumerable<EvidenceEntry> entries, SuiteEnding ending, int? code) =>
        entries.Select(entry => entry is SuiteEnded suite ? suite with { Ending = ending, ExitCode = code, Detail = "planted" } : entry);

    private static IEnumerable<EvidenceEntry> Once(IEnumerable<EvidenceEntry> entries, Func<EvidenceEntry, EvidenceEntry?> change)
    {
        var isDone = false;
        foreach (var entry in entries)
        {
            var changed = isDone ? null : change(entry);
            isDone |= changed is not null;
            yield return changed ?? entry;
        }
    }
}
