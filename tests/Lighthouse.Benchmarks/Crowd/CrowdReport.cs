using System.Globalization;
using Lighthouse.Load.Recording;
using Lighthouse.Load.Results;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Suites.Performance;

namespace Lighthouse.Benchmarks.Crowd;

/// <summary>What a crowd did, as rows: first what was seen, then what the runbook's judge says of it.</summary>
internal sealed class CrowdReport(Runbook runbook, CrowdFacts facts, LoadResult load)
{
    private static readonly string[] Gates = ["concurrent-agents", "elicitation-latency", "error-rate", "timeout-rate", "delivery-rate", "sla"];

    private string AtRate => Text($"at {facts.Rate:N0} questions/s");

    private long Timeouts => load.TimedOut + load.FailedByKind.GetValueOrDefault(Crowd.Timeout);

    private long Errors => Math.Min(load.Intended, load.Failed - load.FailedByKind.GetValueOrDefault(Crowd.Timeout) + facts.Refusals);

    public IReadOnlyList<Row> Rows() => [.. Seen(), .. Judged(), .. Levels()];

    private IEnumerable<Row> Seen()
    {
        var agents = new Figure(facts.Agents, "agents");
        yield return Row.Said(
            Text($"{agents}, each with a session and a WebSocket, {AtRate}: connected, by the lower of the bridge's and the system's count"),
            Text($"{facts.Connected:N0} before the work, {facts.LeastConnected:N0} at least meanwhile (the bridge's count), {facts.StillConnected:N0} after it"));
        yield return Row.Of("agents that asked and were answered", new Figure(facts.Asked, "agents"), Target.AtLeast(agents));
        yield return Row.Of("agents that were asked and answered", new Figure(facts.Answered, "agents"), Target.AtLeast(agents));
        yield return Row.Said(
            Text($"questions in {facts.Seconds:0} s {AtRate} in all, after a warm-up"),
            Text($"{load.Intended:N0} intended ({facts.Rate:N0}/s), {load.Succeeded:N0} answered ({load.Succeeded / facts.Seconds:N0}/s)"));
        yield return Row.Said("from the intended start until the asker was pushed the answer", Percentiles(load.LatencyFromIntendedStart));
        yield return Row.Said("the same from the actual start (service time)", Percentiles(load.ServiceTime));
        yield return Row.Said("start delay of the generator", Percentiles(load.StartDelay));
        yield return Row.Said(
            "what went wrong",
            Text($"{Errors:N0} errors, {Timeouts:N0} without an answer within {Crowd.Limit.TotalSeconds:0} s, {load.Dropped:N0} dropped, {load.NotStarted:N0} not started, {load.Late:N0} late{Kinds()}"));
        yield return Row.Said("the bridge's process", Text(facts.Bridge));
        yield return Row.Said("the generator's process", Text(facts.Generator));
        yield return Row.Said("doubts", load.Doubts.Count == 0 ? "none" : string.Join(" ", load.Doubts));
    }

    private IEnumerable<Row> Judged()
    {
        var records = Measurements().Select((measurement, at) => new EvidenceRecord(
            at + 1, "", DateTimeOffset.UnixEpoch, "benchmark", "", runbook.Digest, "", new Measured(measurement))).ToList();
        var metrics = records.Select(record => ((Measured)record.Entry).Measurement.Metric).ToHashSet(StringComparer.Ordinal);
        return
            from id in Gates
            let gate = runbook.FindGate(id)!
            from criterion in gate.Criteria
            where metrics.Contains(criterion.Metric)
            let verdict = Judge.Criterion(criterion, records)
            select Row.Judged(Text($"runbook, {gate.Id}, {AtRate}"), Text(verdict), criterion.Text, Met(verdict.Verdict));
    }

    /// <summary>What the suite of Tuesday measures of its load, of this one.</summary>
    private IEnumerable<Measurement> Measurements()
    {
        var least = Math.Min(facts.Connected, Math.Min(facts.LeastConnected, facts.StillConnected));
        yield return Of("concurrent_agents.missing", new ScalarObservation(Quantity.Count(Math.Max(0, facts.Agents - least)), facts.Agents), []);
        yield return Of("concurrent_agents.completed", new ProportionObservation(load.Succeeded, load.Intended));
        yield return Of("elicitation.end_to_end", new DistributionObservation(new Distribution(Unit.Millisecond, load.LatencyFromIntendedStart.InMilliseconds())));
        yield return Of("elicitation.errors", new ProportionObservation(Errors, load.Intended));
        yield return Of("elicitation.timeouts", new ProportionObservation(Timeouts, load.Intended));
        yield return Of("elicitation.delivery", new ProportionObservation(facts.Delivered, load.Intended));
        var looked = facts.Levels.Where(level => level.Looks > 0).ToList();
        yield return Of(
            "sla.breaches", new ScalarObservation(Quantity.Count(looked.Sum(level => level.Breaches)), looked.Count),
            [.. load.Doubts, .. facts.Levels.Where(level => level is { IsOutside: true, Breaches: 0 }).Select(level => $"'{level.Id}' was outside when the load ended, its grace not over")]);
    }

    private IEnumerable<Row> Levels() =>
        from level in runbook.FindGate("sla")!.Levels
        let seen = facts.Levels.Single(one => one.Id == level.Id)
        select Row.Judged(
            Text($"runbook, service level '{level.Id}', {AtRate}"),
            Text($"outside in {seen.Outside} of {seen.Looks} looks, at most {seen.LongestSeconds:0.0} s without a break"),
            Text($"{(level.IsCeiling ? "<=" : ">=")} {level.Limit}, {level.Grace.TotalSeconds:0} s of grace"),
            load.Doubts.Count > 0 || seen.Looks == 0 ? null : seen.Breaches > 0 ? false : seen.IsOutside ? null : true);

    private Measurement Of(string metric, Observation observation, IReadOnlyList<string>? doubts = null) =>
        new(metric, "", observation, "", "", doubts ?? load.Doubts);

    private string Kinds() => string.Concat(load.FailedByKind.Select(kind => Text($"; {kind.Key}: {kind.Value:N0}")));

    private static bool? Met(Verdict verdict) => verdict switch
    {
        Verdict.Passed => true,
        Verdict.Inconclusive => null,
        _ => false,
    };

    private static string Text(CriterionVerdict verdict) => verdict.Point is not { } point
        ? verdict.Reason
        : Text($"{point}{Bound(verdict)}, {verdict.Samples:N0} samples");

    private static string Bound(CriterionVerdict verdict) => (verdict.Lower, verdict.Upper) switch
    {
        ({ } lower, { } upper) => Text($" ({lower} to {upper})"),
        (null, { } upper) => Text($" (at most {upper})"),
        ({ } lower, null) => Text($" (at least {lower})"),
        _ => "",
    };

    private static string Percentiles(LatencyHistogram times) => Text(
        $"p50 {Ms(times, 50)}, p95 {Ms(times, 95)}, p99 {Ms(times, 99)}, p99.9 {Ms(times, 99.9)}, max {new Figure(times.Maximum.TotalMilliseconds, "ms")}");

    private static Figure Ms(LatencyHistogram times, double percentile) => new(times.Percentile(percentile).TotalMilliseconds, "ms");

    private static string Text(ProcessFacts process) => Text(
        $"resident {process.EmptyMegabytes:N0} MB before, {process.ConnectedMegabytes:N0} MB with all connected and idle, {process.PeakMegabytes:N0} MB at most at work; {process.Processors:0.00} of {Environment.ProcessorCount} processors");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
