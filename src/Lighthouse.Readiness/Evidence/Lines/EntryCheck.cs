using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>Finds what cannot be in an entry: no such thing is written, and none is believed when read.</summary>
internal static class EntryCheck
{
    /// <summary>What is impossible, or null.</summary>
    public static string? Problem(EvidenceEntry entry) => entry switch
    {
        DayOpened opened => Values(opened.Machine),
        TargetStarted target => Values(target.Configuration),
        Measured { Measurement: var measurement } => Problem(measurement),
        FindingReported { Finding: var finding } => Problem(finding),
        SeriesRecorded { Series: var series } => SeriesCheck.Problem(series),
        Attached { Name: var name } when !ArtifactNames.Attachments.Contains(name) => $"an attachment cannot be named '{name}'; allowed are {string.Join(", ", ArtifactNames.Attachments)}.",
        TestEnded { Seconds: var seconds } when !(double.IsFinite(seconds) && seconds >= 0) => $"a test cannot take {seconds} seconds.",
        _ => null,
    };

    /// <summary>What is impossible, or null.</summary>
    public static string? Problem(Measurement measurement) =>
        measurement.Doubts.Any(doubt => doubt is null)
            ? "a doubt is null."
            : Problem(measurement.Observation) is { } problem ? $"metric '{measurement.Metric}': {problem}" : null;

    private static string? Problem(ReportedFinding finding) =>
        finding.Weaknesses.Any(weakness => weakness is null) ? "a weakness of a finding is null."
        : finding.Place is { Line: < 1 } place ? $"a finding cannot stand in line {place.Line}."
        : new[] { finding.Gate, finding.Rule, finding.Title, finding.Advice, finding.Test }.Any(string.IsNullOrWhiteSpace)
            ? "a finding must name its gate, rule, title, advice and test."
        : null;

    private static string? Problem(Observation observation) => observation switch
    {
        ScalarObservation { Attempts: < 0 } scalar => $"{scalar.Attempts} attempts cannot be.",
        ScalarObservation scalar => Problem(scalar.Value.Value, scalar.Value.Unit),
        ProportionObservation { Hits: < 0 } or ProportionObservation { Trials: < 0 } => $"{observation} is below zero.",
        ProportionObservation proportion when proportion.Hits > proportion.Trials => $"{proportion.Hits} hits of {proportion.Trials} trials cannot be.",
        DistributionObservation { Distribution: { Count: > 0 } distribution } =>
            Problem(distribution.Buckets[0].Value, distribution.Unit) ?? Problem(distribution.Buckets[^1].Value, distribution.Unit),
        EstimateObservation estimate => Problem(estimate),
        _ => null,
    };

    private static string? Problem(EstimateObservation estimate)
    {
        Quantity[] inOrder = [.. new[] { estimate.Lower, estimate.Value, estimate.Upper }.OfType<Quantity>()];
        if (estimate.Count < 0)
            return $"{estimate.Count} observations cannot be.";
        if (estimate.Confidence is not (>= 0.5 and < 1))
            return $"a confidence of {estimate.Confidence} cannot be.";
        if (inOrder.Any(one => !double.IsFinite(one.InBaseUnit)))
            return $"{estimate} holds no finite number.";
        return inOrder.Any(one => one.Unit.Dimension != estimate.Value.Unit.Dimension) || inOrder.Zip(inOrder.Skip(1)).Any(pair => pair.First.CompareTo(pair.Second) > 0)
            ? $"{estimate} does not lie between its bounds."
            : null;
    }

    // A ratio or a growth may be below zero (slower, shrinking); a time that ran backwards would pass every upper limit.
    private static string? Problem(double value, Unit unit) =>
        !double.IsFinite(value * unit.Factor) ? $"{value} is no finite number."
        : value < 0 && unit.Dimension is not (Dimension.Ratio or Dimension.DataGrowth) ? $"a {unit.Dimension} of {value} {unit.Symbol} is below zero."
        : null;

    private static string? Values(IReadOnlyDictionary<string, string> facts) =>
        facts.FirstOrDefault(fact => fact.Value is null).Key is { } key ? $"fact '{key}' is null." : null;
}
