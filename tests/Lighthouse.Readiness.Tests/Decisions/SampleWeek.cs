using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Tests.Decisions;

/// <summary>A small runbook of four days, and verdicts on it, built by hand.</summary>
internal static class SampleWeek
{
    public const string Digest = "d1f0000000000000000000000000000000000000000000000000000000000417";

    public static readonly DateTimeOffset Begun = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Decided = new(2026, 3, 6, 16, 30, 0, TimeSpan.Zero);
    private static readonly SourceLocation Nowhere = new("sample.yaml", 1, 1);

    public static RunIdentity Identity { get; } = new("0123456789abcdef0123456789abcdef", "c0ffee", Digest, Profile.Quick, 417);

    /// <summary>Seven gates that quick requires, one deferred to standard, three planned.</summary>
    public static Runbook Runbook { get; } = new(
        "week2", "Week 2: release readiness", Digest, "sample.yaml", [],
        [
            Day("Monday", "Security", Count("auth-bypass", "Monday", Severity.Critical), Count("nonce-reuse", "Monday", Severity.Critical)),
            Day("Tuesday", "Performance", Latency("elicitation-latency", "Tuesday"), Count("error-rate", "Tuesday", Severity.High), Count("throughput", "Tuesday", Severity.High, Profile.Standard)),
            Day("Wednesday", "Resilience", Recovery("process-crash", "Wednesday")),
            Day("Thursday", "Integration", Count("event-persistence", "Thursday", Severity.Medium), Count("elicitation-workflow", "Thursday", Severity.Low)),
        ],
        [
            new PlannedGate("csrf", "Monday", "No state change from a foreign origin", Nowhere),
            new PlannedGate("leak", "Tuesday", "Memory does not grow", Nowhere),
            new PlannedGate("clock-skew", "Wednesday", "A jumping clock harms nothing", Nowhere),
        ],
        Rules());

    public static DecisionRules Rules(IReadOnlyDictionary<Profile, IReadOnlyList<string>>? approvals = null) => new(
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["authentication_secure"] = ["auth-bypass"],
            ["replay_protection"] = ["nonce-reuse"],
            ["rate_limiting"] = ["csrf"],
            ["csrf_protection"] = ["csrf"],
            ["no_critical_vulnerabilities"] = ["auth-bypass", "nonce-reuse", "csrf"],
        },
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["p99_under_300ms"] = ["elicitation-latency"],
            ["throughput_adequate"] = ["throughput"],
            ["no_memory_leaks"] = ["leak"],
            ["endurance_passed"] = ["leak"],
        },
        "Monday", "Tuesday", "Wednesday", "Thursday",
        approvals ?? new Dictionary<Profile, IReadOnlyList<string>> { [Profile.Quick] = [], [Profile.Standard] = [], [Profile.Full] = ["Security", "DevOps"] });

    /// <summary>A verdict on each day, all gates passed.</summary>
    public static IReadOnlyList<DayVerdict> Passing() => [.. Runbook.Days.Select(day => Judged(day, _ => Verdict.Passed))];

    /// <summary>The passing days, one of them changed.</summary>
    public static IReadOnlyList<DayVerdict> With(string day, Func<DayVerdict, DayVerdict> change) =>
        [.. Passing().Select(verdict => verdict.Day.Name == day ? change(verdict) : verdict)];

    /// <summary>The passing days, one gate changed.</summary>
    public static IReadOnlyList<DayVerdict> WithGate(string gate, Func<GateVerdict, GateVerdict> change) =>
        [.. Passing().Select(day => day with { Gates = [.. day.Gates.Select(verdict => verdict.Gate.Id == gate ? change(verdict) : verdict)] })];

    /// <summary>The passing days, one gate with another verdict that its criteria explain.</summary>
    public static IReadOnlyList<DayVerdict> WithVerdict(string gate, Verdict verdict) => WithGate(gate, judged => Judged(judged.Gate, verdict));

    public static DayVerdict Judged(Day day, Func<Gate, Verdict> verdict) => new(
        day, [.. day.Gates.Where(gate => gate.IsEvaluatedIn(Profile.Quick)).Select(gate => Judged(gate, verdict(gate)))],
        [.. day.Gates.Where(gate => !gate.IsEvaluatedIn(Profile.Quick)).Select(gate => new DeferredGate(gate, gate.DeferredTo(Profile.Quick)!.Value))],
        [], new EvidenceHead(9, new string('a', 64)), Begun.AddDays(Runbook.Days.ToList().IndexOf(day)), null);

    public static GateVerdict Judged(Gate gate, Verdict verdict) => new(
        gate, verdict, Reason(verdict), [.. gate.Criteria.Select((criterion, index) => Judged(criterion, index == 0 ? verdict : Verdict.Passed, index))],
        [new TestEnded($"Suite.{gate.Id}", gate.Id, verdict == Verdict.Passed ? TestOutcome.Passed : TestOutcome.Failed, verdict == Verdict.Passed ? null : "assertion failed", 1.25)]);

    private static CriterionVerdict Judged(Criterion criterion, Verdict verdict, int index)
    {
        if (verdict == Verdict.NotRun)
            return new CriterionVerdict(criterion, verdict, null, null, null, 0, $"No measurement of {criterion.Metric}.", []);
        var factor = verdict == Verdict.Failed ? 1.5 : 0.25;
        var threshold = criterion.Threshold;
        var point = criterion.Statistic.Kind == StatisticKind.Samples ? Quantity.Count(400)
            : threshold.Value == 0 ? Quantity.Count(verdict == Verdict.Failed ? 3 : 0)
            : threshold with { Value = threshold.Value * factor };
        var bounded = criterion.Statistic.Kind == StatisticKind.Percentile;
        return new CriterionVerdict(
            criterion, verdict, point, bounded ? point with { Value = point.Value * 0.9 } : null, bounded ? point with { Value = point.Value * 1.1 } : null,
            12_400, Reason(verdict), [3 + index, 5 + index]);
    }

    private static string Reason(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "It holds.",
        Verdict.Failed => "It is violated.",
        Verdict.Inconclusive => "The load generator ran late; run it on a quieter machine.",
        _ => "Nothing was measured.",
    };

    private static Day Day(string name, string task, params Gate[] gates) =>
        new(name, task, $"{task} of the release", $"Lighthouse.Suites.{task}", new Dictionary<Profile, TimeSpan>(), gates, Nowhere);

    private static Gate Count(string id, string day, Severity severity, Profile from = Profile.Quick)
    {
        var metric = $"{id.Replace('-', '_')}.accepted";
        return NewGate(id, day, severity, from,
            new Criterion($"{metric} == 0", metric, new Statistic(StatisticKind.Value), Comparison.Equal, Quantity.Count(0), 0.95, Nowhere),
            new Criterion($"{metric}.samples >= 200", metric, new Statistic(StatisticKind.Samples), Comparison.GreaterOrEqual, Quantity.Count(200), 0.95, Nowhere));
    }

    private static Gate Latency(string id, string day) => NewGate(id, day, Severity.Critical, Profile.Quick,
        new Criterion("elicitation.end_to_end.p99 < 300 ms", "elicitation.end_to_end", new Statistic(StatisticKind.Percentile, 99), Comparison.Less, new Quantity(300, Unit.Millisecond), 0.95, Nowhere),
        new Criterion("elicitation.end_to_end.p50 < 50 ms", "elicitation.end_to_end", new Statistic(StatisticKind.Percentile, 50), Comparison.Less, new Quantity(50, Unit.Millisecond), 0.95, Nowhere));

    private static Gate Recovery(string id, string day) => NewGate(id, day, Severity.Critical, Profile.Quick,
        new Criterion("process_crash.recovery.max < 30 s", "process_crash.recovery", new Statistic(StatisticKind.Max), Comparison.Less, new Quantity(30, Unit.Second), 0.95, Nowhere),
        new Criterion("process_crash.acknowledged_lost == 0", "process_crash.acknowledged_lost", new Statistic(StatisticKind.Value), Comparison.Equal, Quantity.Count(0), 0.95, Nowhere));

    private static Gate NewGate(string id, string day, Severity severity, Profile from, params Criterion[] criteria) => new(
        id, day, $"What {id} promises holds", severity, day == "Monday" ? "Security" : "Operations", $"Look at the log of {id} first.",
        Enum.GetValues<Profile>().Where(profile => profile >= from).ToDictionary(profile => profile, _ => new GateSizes(new Dictionary<string, Quantity> { ["agents"] = Quantity.Count(500) })),
        criteria, Nowhere);
}
