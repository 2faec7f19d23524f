using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Runbooks;

namespace Lighthouse.Readiness.Tests.Decisions;

/// <summary>Evidence logs of the repository's own runbook with made-up numbers that pass every gate of quick: what a GO would look like in files.</summary>
internal sealed class MadeUpWeek : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 3, 6, 16, 30, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("lighthouse-made-up-").FullName;
    private readonly Dictionary<string, EvidenceHead> heads = [];

    public static Runbook Runbook { get; } = RunbookReader.ReadFile(Week2.File);

    public static RunIdentity Identity { get; } = new(new string('a', 32), new string('c', 40), Runbook.Digest, Profile.Quick, 417);

    /// <summary>Writes the log of a day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="change">Makes something else of its entries; null to leave them.</param>
    /// <param name="identity">The run that it claims to be of; null for the right one.</param>
    public void Write(Day day, Func<IEnumerable<EvidenceEntry>, IEnumerable<EvidenceEntry>>? change = null, RunIdentity? identity = null)
    {
        File.Delete(Log(day));
        using var log = EvidenceLog.Open(Log(day), identity ?? Identity, day.Name, TimeProvider.System);
        foreach (var entry in (change ?? (all => all))(Entries(day)))
            log.Append(entry);
        heads[day.Name] = log.Head;
    }

    public void Remove(Day day)
    {
        File.Delete(Log(day));
        heads.Remove(day.Name);
    }

    public void Empty(Day day) => File.WriteAllBytes(Log(day), []);

    /// <summary>Reads, judges and decides, everything anew.</summary>
    public Decision Decide()
    {
        var runbook = RunbookReader.ReadFile(Week2.File);
        var days = runbook.Days.Select(day => Judge.Day(runbook, day, Profile.Quick, Read(day))).ToList();
        var record = new GovernanceRecord(new string('b', 40), null, [new GovernedFile(GovernedKind.Runbook, "week2.yaml", File.ReadAllText(Week2.File), null)], []);
        return DecisionMaker.Decide(runbook, Identity, days, GovernanceStanding.Of(runbook, Identity, record, At), At);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private EvidenceReading? Read(Day day) => File.Exists(Log(day)) || heads.ContainsKey(day.Name)
        ? EvidenceReader.Read(Log(day), Identity, heads.GetValueOrDefault(day.Name), day.Name)
        : null;

    private string Log(Day day) => Path.Combine(folder, $"{day.Name.ToLowerInvariant()}.jsonl");

    private static IEnumerable<EvidenceEntry> Entries(Day day)
    {
        yield return new DayOpened("quick", Identity.Seed, new Dictionary<string, string> { ["os"] = "any" }, null);
        yield return new TargetStarted("reference", "http://127.0.0.1:1", "bridge", null, 1, new Dictionary<string, string>());
        foreach (var gate in day.Gates.Where(gate => gate.IsEvaluatedIn(Profile.Quick)))
        {
            foreach (var metric in gate.Criteria.Select(criterion => Runbook.FindMetric(criterion.Metric)!).Distinct())
                yield return new Measured(new Measurement(metric.Name, gate.Id, Passing(metric, gate), "made up", $"Test of {gate.Id}", []));
            yield return new TestEnded($"Test of {gate.Id}", gate.Id, TestOutcome.Passed, null, 1);
        }

        yield return new SuiteEnded(day.Suite, SuiteEnding.Completed, 0, null);
        yield return new DayClosed(TargetAlive: true);
    }

    /// <summary>The first of some numbers that every criterion of the gate on this metric passes.</summary>
    private static Observation Passing(MetricDefinition metric, Gate gate)
    {
        var criteria = gate.Criteria.Where(criterion => criterion.Metric == metric.Name).ToList();
        var samples = criteria.Where(criterion => criterion.Statistic.Kind == StatisticKind.Samples).Select(criterion => (long)criterion.Threshold.Value).DefaultIfEmpty(0).Max() + 20_000;
        var unit = Unit.All.First(unit => unit.Dimension == metric.Dimension && unit.Factor == 1);
        var values = criteria.Where(criterion => criterion.Statistic.Kind != StatisticKind.Samples).Select(criterion => criterion.Threshold.InBaseUnit)
            .SelectMany(threshold => new[] { threshold / 2, threshold, threshold * 2 }).Prepend(0).Append(1);
        return values.Select(value => Of(metric.Shape, new Quantity(value, unit), samples)).First(observation =>
        {
            EvidenceRecord[] record = [new(1, "", default, Identity.RunId, Identity.Commit, Runbook.Digest, gate.Day, new Measured(new Measurement(metric.Name, gate.Id, observation, "", "", [])))];
            return criteria.All(criterion => Judge.Criterion(criterion, record).Verdict == Verdict.Passed);
        });
    }

    private static Observation Of(MetricShape shape, Quantity value, long samples) => shape switch
    {
        MetricShape.Scalar => new ScalarObservation(value, samples),
        MetricShape.Proportion => new ProportionObservation((long)(Math.Clamp(value.Value, 0, 1) * samples), samples),
        MetricShape.Estimate => new EstimateObservation(value, value, value, 0.9999, samples),
        _ => new DistributionObservation(new Distribution(value.Unit, [new Bucket(value.Value, samples)])),
    };
}
