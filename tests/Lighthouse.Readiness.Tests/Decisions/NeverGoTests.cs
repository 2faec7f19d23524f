using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Xunit;

namespace Lighthouse.Readiness.Tests.Decisions;

/// <summary>No way in which a day can go wrong ends in GO.</summary>
public sealed class NeverGoTests
{
    private const int Seed = 20260306;

    public static TheoryData<string, string> StagesAndTroubles()
    {
        var data = new TheoryData<string, string>();
        foreach (var day in SampleWeek.Runbook.Days)
        {
            foreach (var trouble in new[] { "missing", "skipped", "crashed", "timed out", "empty", "wrong commit" })
                data.Add(day.Name, trouble);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(StagesAndTroubles))]
    public void A_stage_in_trouble_is_never_GO(string day, string trouble)
    {
        var days = trouble == "missing" ? [.. SampleWeek.Passing().Where(verdict => verdict.Day.Name != day)] : SampleWeek.With(day, verdict => InTrouble(verdict, trouble));

        var decision = DecisionMaker.Decide(SampleWeek.Runbook, SampleWeek.Identity, days, GovernanceStanding.Untouched, SampleWeek.Decided);

        Assert.Equal(Outcome.NoGo, decision.Outcome);
        Assert.Contains(decision.Criteria, criterion => criterion.Holding != Holding.Yes);
    }

    [Fact]
    public void No_mixture_of_verdicts_with_anything_not_Passed_gives_GO()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 2_000; round++)
        {
            var chance = random.NextDouble();
            var days = SampleWeek.Runbook.Days
                .Select(day => SampleWeek.Judged(day, _ => random.NextDouble() < chance ? (Verdict)random.Next(3) : Verdict.Passed))
                .ToList();
            var allPassed = days.SelectMany(day => day.Gates).All(gate => gate.Verdict == Verdict.Passed);

            var decision = DecisionMaker.Decide(SampleWeek.Runbook, SampleWeek.Identity, days, GovernanceStanding.Untouched, SampleWeek.Decided);

            Assert.True(allPassed == (decision.Outcome == Outcome.Go), $"seed {Seed}, round {round}: {decision.Outcome} over {string.Join(", ", decision.Gates.Select(gate => gate.Verdict))}");
        }
    }

    [Fact]
    public void Taking_any_single_thing_out_of_a_GO_ends_it()
    {
        foreach (var (what, days) in Removals())
        {
            var decision = DecisionMaker.Decide(SampleWeek.Runbook, SampleWeek.Identity, days, GovernanceStanding.Untouched, SampleWeek.Decided);
            Assert.True(decision.Outcome == Outcome.NoGo, $"without {what}: {decision.Outcome}");
        }
    }

    private static IEnumerable<(string What, IReadOnlyList<DayVerdict> Days)> Removals()
    {
        foreach (var day in SampleWeek.Passing())
        {
            yield return ($"the head of {day.Day.Name}", SampleWeek.With(day.Day.Name, verdict => verdict with { Head = null }));
            foreach (var gate in day.Gates)
            {
                yield return (gate.Gate.Id, SampleWeek.With(day.Day.Name, verdict => verdict with { Gates = [.. verdict.Gates.Where(other => other.Gate.Id != gate.Gate.Id)] }));
                yield return ($"the tests of {gate.Gate.Id}", SampleWeek.WithGate(gate.Gate.Id, judged => judged with { Tests = [] }));
                for (var index = 0; index < gate.Criteria.Count; index++)
                {
                    var gone = index;
                    yield return ($"criterion {gone} of {gate.Gate.Id}", SampleWeek.WithGate(gate.Gate.Id, judged => judged with { Criteria = [.. judged.Criteria.Where((_, at) => at != gone)] }));
                    yield return ($"evidence {gone} of {gate.Gate.Id}", SampleWeek.WithGate(gate.Gate.Id, judged => judged with
                    {
                        Criteria = [.. judged.Criteria.Select((criterion, at) => at == gone ? criterion with { Evidence = [] } : criterion)],
                    }));
                }
            }
        }
    }

    private static DayVerdict InTrouble(DayVerdict day, string trouble) => trouble switch
    {
        "skipped" => NotRun(day, "Its test was skipped."),
        "crashed" => NotRun(day, "The suite crashed with exit code 134."),
        "timed out" => NotRun(day, "The suite ran longer than 60 s and was stopped."),
        "empty" => day with { Gates = [] },
        "wrong commit" => day with { Faults = [new EvidenceFault("LH3010", 1, "The log is of commit 000000, not of c0ffee.")] },
        _ => throw new ArgumentOutOfRangeException(nameof(trouble), trouble, null),
    };

    private static DayVerdict NotRun(DayVerdict day, string reason) =>
        day with { Gates = [.. day.Gates.Select(gate => SampleWeek.Judged(gate.Gate, Verdict.NotRun) with { Reason = reason })] };
}
