using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Tests.Evidence;

/// <summary>A small runbook, built by hand, and evidence on which its Monday passes.</summary>
internal static class Specimen
{
    public const string Accepted = "nonce.accepted";
    public const string Latency = "answer.latency";
    public const string Errors = "answer.errors";

    private static readonly SourceLocation Here = new("specimen.yaml", 1, 1);

    public static readonly Criterion NoneAccepted = CriterionOf($"{Accepted} == 0", Accepted, default, Comparison.Equal, Quantity.Count(0));

    public static readonly Criterion P99 = CriterionOf(
        $"{Latency}.p99 < 300 ms", Latency, new Statistic(StatisticKind.Percentile, 99), Comparison.Less, new Quantity(300, Unit.Millisecond));

    public static readonly Criterion FewErrors = CriterionOf($"{Errors} <= 1 %", Errors, default, Comparison.LessOrEqual, new Quantity(1, Unit.Percent));

    public static readonly Gate NonceReuse = GateOf("nonce-reuse", [NoneAccepted], Profile.Quick, Profile.Standard, Profile.Full);
    public static readonly Gate AnswerLatency = GateOf("answer-latency", [P99, FewErrors], Profile.Quick, Profile.Standard, Profile.Full);
    public static readonly Gate Endurance = GateOf("endurance", [FewErrors], Profile.Full);

    public static readonly Day Monday = DayOf("Monday", NonceReuse, AnswerLatency, Endurance);

    public static readonly Runbook Week = new(
        "specimen", "A specimen", new string('d', 64), "specimen.yaml",
        [
            new MetricDefinition(Accepted, MetricShape.Scalar, Dimension.Count, "accepted", Here),
            new MetricDefinition(Latency, MetricShape.Distribution, Dimension.Duration, "latency", Here),
            new MetricDefinition(Errors, MetricShape.Proportion, Dimension.Ratio, "errors", Here),
        ],
        [Monday], [], new DecisionRules(
            new Dictionary<string, IReadOnlyList<string>>(), new Dictionary<string, IReadOnlyList<string>>(), "Monday", "Monday", "Monday", "Monday",
            new Dictionary<Profile, IReadOnlyList<string>>()));

    public static readonly RunIdentity Identity = new(new string('a', 32), new string('c', 40), Week.Digest, Profile.Quick, 417);

    public static readonly DayOpened Opened = new("quick", 417, new Dictionary<string, string> { ["system"] = "Linux", ["processors"] = "2" }, null);

    public static readonly TargetStarted Target = new(
        "process", "http://127.0.0.1:21000", "bridge --urls", new string('b', 64), 4711, new Dictionary<string, string> { ["store"] = "file" });

    public static readonly SuiteEnded Completed = new("Lighthouse.Suites.Security", SuiteEnding.Completed, 0, null);

    public static readonly DayClosed Closed = new(TargetAlive: true);

    /// <summary>The least on which every gate of Monday passes in profile quick: no entry can be spared.</summary>
    public static IReadOnlyList<EvidenceEntry> PassingDay =>
    [
        Opened, Target, new Measured(OfAccepted(0, 4000)), new Measured(OfLatency(1000, 41)), new Measured(OfErrors(2, 10_000)),
        Passed(NonceReuse), Passed(AnswerLatency), Completed, Closed,
    ];

    public static Criterion CriterionOf(
        string text, string metric, Statistic statistic, Comparison comparison, Quantity threshold, double confidence = 0.95) =>
        new(text, metric, statistic, comparison, threshold, confidence, Here);

    public static Gate GateOf(string id, IReadOnlyList<Criterion> criteria, params Profile[] profiles) => new(
        id, "Monday", "It holds", Severity.Critical, "Security", "Look here first",
        profiles.ToDictionary(profile => profile, _ => new GateSizes(new Dictionary<string, Quantity>())), criteria, Here);

    public static Day DayOf(string name, params Gate[] gates) =>
        new(name, "Security", "A day", "Lighthouse.Suites.Security", new Dictionary<Profile, TimeSpan>(), gates, Here);

    public static Measurement OfAccepted(double accepted, long attempts, params string[] doubts) =>
        Of(Accepted, NonceReuse, new ScalarObservation(new Quantity(accepted, Unit.One), attempts), doubts);

    public static Measurement OfLatency(long samples, double milliseconds, params string[] doubts) =>
        Of(Latency, AnswerLatency, new DistributionObservation(Many((milliseconds, samples))), doubts);

    public static Measurement OfErrors(long hits, long trials, params string[] doubts) =>
        Of(Errors, AnswerLatency, new ProportionObservation(hits, trials), doubts);

    public static Measurement Of(string metric, Gate gate, Observation observation, params string[] doubts) =>
        new(metric, gate.Id, observation, "counted by the client", $"Suite.{gate.Id}", doubts);

    public static Distribution Many(params (double Milliseconds, long Count)[] buckets) =>
        new(Unit.Millisecond, buckets.Where(bucket => bucket.Count > 0).Select(bucket => new Bucket(bucket.Milliseconds, bucket.Count)));

    public static TestEnded Passed(Gate gate) => Ended(gate, TestOutcome.Passed);

    public static TestEnded Ended(Gate? gate, TestOutcome outcome, string? message = null) => new($"Suite.{gate?.Id}", gate?.Id, outcome, message, 1.5);

    /// <summary>Records of entries as a log would hold them; only the judge looks at these, so they need no chain.</summary>
    public static IReadOnlyList<EvidenceRecord> Records(IEnumerable<EvidenceEntry> entries, string day = "Monday") =>
    [
        .. entries.Select((entry, index) => new EvidenceRecord(
            index + 1, new string('0', 64), DateTimeOffset.UnixEpoch.AddSeconds(index), Identity.RunId, Identity.Commit, Week.Digest, day, entry)),
    ];

    /// <summary>A reading of a log that was found in order.</summary>
    public static EvidenceReading Reading(IEnumerable<EvidenceEntry> entries)
    {
        var records = Records(entries);
        return new EvidenceReading("monday.jsonl", records, [], new EvidenceHead(records.Count, new string('f', 64)));
    }

    /// <summary>Writes a log by the real writer.</summary>
    public static EvidenceHead Write(string path, IEnumerable<EvidenceEntry> entries)
    {
        using var log = EvidenceLog.Open(path, Identity, "Monday", TimeProvider.System);
        foreach (var entry in entries)
            log.Append(entry);
        return log.Head;
    }
}
