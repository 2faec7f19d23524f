using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Xunit;
using static Lighthouse.Readiness.Tests.Evidence.Specimen;

namespace Lighthouse.Readiness.Tests.Judging;

/// <summary>What must hold of every evidence, tried on much that is random. A failure prints its seed.</summary>
public sealed class PropertyTests
{
    private const int Seeds = 1000;

    [Fact]
    public void One_more_measurement_never_improves_a_verdict() => ForEachSeed(random =>
    {
        List<EvidenceEntry> entries = [.. RandomDay(random)];
        var before = Judged(entries);
        entries.Insert(random.Next(entries.Count + 1), new Measured(RandomMeasurement(random)));
        var after = Judged(entries);
        for (var gate = 0; gate < before.Gates.Count; gate++)
        {
            // Only where nothing was measured before can a measurement help.
            foreach (var (was, now) in before.Gates[gate].Criteria.Zip(after.Gates[gate].Criteria))
                Assert.True(was.Evidence.Count == 0 || Judge.Rank(now.Verdict) <= Judge.Rank(was.Verdict), $"{was} became {now}");
        }
    });

    [Fact]
    public void The_order_of_the_records_never_changes_a_verdict() => ForEachSeed(random =>
    {
        EvidenceEntry[] entries = [.. RandomDay(random)];
        var inOrder = Verdicts(Judged(entries));
        random.Shuffle(entries);
        Assert.Equal(inOrder, Verdicts(Judged(entries)));
    });

    [Fact]
    public void The_order_in_which_records_are_handed_over_changes_nothing_at_all() => ForEachSeed(random =>
    {
        var reading = Reading(RandomDay(random));
        EvidenceRecord[] shuffled = [.. reading.Records];
        random.Shuffle(shuffled);
        foreach (var criterion in Monday.Gates.SelectMany(gate => gate.Criteria))
        {
            Assert.Equivalent(Judge.Criterion(criterion, reading.Records), Judge.Criterion(criterion, shuffled), strict: true);
        }
    });

    [Fact]
    public void No_gate_passes_without_a_test_that_passed() => ForEachSeed(random =>
    {
        var day = Judged([.. RandomDay(random).Where(entry => entry is not TestEnded { Outcome: TestOutcome.Passed })]);
        Assert.All(day.Gates, gate => Assert.NotEqual(Verdict.Passed, gate.Verdict));
    });

    [Fact]
    public void No_gate_passes_without_every_one_of_its_metrics() => ForEachSeed(random =>
    {
        var metric = random.GetItems([Accepted, Latency, Errors], 1)[0];
        var day = Judged([.. RandomDay(random).Where(entry => entry is not Measured measured || measured.Measurement.Metric != metric)]);
        var gate = day.Gates.Single(gate => gate.Gate.Criteria.Any(criterion => criterion.Metric == metric));
        Assert.NotEqual(Verdict.Passed, gate.Verdict);
    });

    [Fact]
    public void A_day_passes_only_when_each_of_its_gates_does()
    {
        var passed = 0;
        ForEachSeed(random =>
        {
            var day = Judged(RandomDay(random));
            Assert.Equal(day.Gates.All(gate => gate.Verdict == Verdict.Passed), day.Verdict == Verdict.Passed);
            passed += day.Verdict == Verdict.Passed ? 1 : 0;
        });
        Assert.InRange(passed, 1, Seeds - 1);
    }

    private static void ForEachSeed(Action<Random> holds)
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            try
            {
                holds(new Random(seed));
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"seed {seed}: {broken.Message}", broken);
            }
        }
    }

    private static IEnumerable<EvidenceEntry> RandomDay(Random random)
    {
        // Most begin from a passing day, because what is random all through hardly ever passes and then proves little.
        List<EvidenceEntry> entries = random.Next(10) == 0 ? [] : [.. PassingDay];
        for (var more = random.Next(4); more > 0; more--)
            entries.Insert(random.Next(entries.Count + 1), RandomEntry(random));
        if (entries.Count > 0 && random.Next(4) == 0)
            entries.RemoveAt(random.Next(entries.Count));
        return entries;
    }

    private static EvidenceEntry RandomEntry(Random random) => random.Next(8) switch
    {
        0 => new DayClosed(random.Next(2) == 0),
        1 => Completed with { Ending = (SuiteEnding)random.Next(5) },
        2 => Target,
        3 or 4 => Ended(random.GetItems([NonceReuse, AnswerLatency, Endurance, null], 1)[0], (TestOutcome)random.Next(4)),
        _ => new Measured(RandomMeasurement(random)),
    };

    private static Measurement RandomMeasurement(Random random)
    {
        string[] doubts = random.Next(5) == 0 ? ["doubted"] : [];
        var size = random.Next(5) * random.Next(500);
        return random.Next(3) switch
        {
            0 => OfAccepted(random.Next(2), size, doubts),
            1 => OfLatency(size, random.Next(600), doubts),
            _ => OfErrors(random.Next((size / 50) + 1), size, doubts),
        };
    }

    private static DayVerdict Judged(IEnumerable<EvidenceEntry> entries) => Judge.Day(Week, Monday, Profile.Quick, Reading(entries));

    private static IEnumerable<Verdict> Verdicts(DayVerdict day) =>
        day.Gates.SelectMany(gate => gate.Criteria.Select(criterion => criterion.Verdict).Prepend(gate.Verdict));
}
