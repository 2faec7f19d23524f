using System.Globalization;
using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Results;

/// <summary>The figures that a tool gives of one thing: a scenario, a request, a test.</summary>
/// <param name="Label">Its name in the file; <see cref="Total"/> for all together.</param>
public sealed record ToolLabel(string Label)
{
    /// <summary>The label of the whole.</summary>
    public const string Total = "total";

    /// <summary>The names of figures, for a message.</summary>
    public const string Figures = "latency, p50 and any other percentile, mean, max, errors, rate, failed, skipped, deviated, rollbacks_failed";

    /// <summary>Every latency, where the tool wrote them down; null where it did not.</summary>
    public Distribution? Latency { get; init; }

    /// <summary>Some percentiles of the latency, where that is all there is.</summary>
    public PercentileSummary? Summary { get; init; }

    /// <summary>Failed requests of all.</summary>
    public ProportionObservation? Errors { get; init; }

    /// <summary>Requests per second, and how many requests that rests on.</summary>
    public ScalarObservation? Rate { get; init; }

    /// <summary>Counts by name: <c>failed</c>, <c>skipped</c>, <c>deviated</c>, <c>rollbacks_failed</c>.</summary>
    public IReadOnlyDictionary<string, ScalarObservation> Counts { get; init; } = new Dictionary<string, ScalarObservation>();

    /// <summary>What the tool itself says against its figures: with any such doubt no criterion on them passes or fails. Default none.</summary>
    public IReadOnlyList<string> Doubts { get; init; } = [];

    /// <summary>Whether a text is the name of a figure.</summary>
    public static bool IsFigure(string name) =>
        name is "latency" or "mean" or "max" or "errors" or "rate" or "failed" or "skipped" or "deviated" or "rollbacks_failed" || Percentile(name) is not null;

    /// <summary>A figure as an observation; null when the tool does not give it.</summary>
    /// <param name="figure">One of <see cref="Figures"/>.</param>
    /// <param name="confidence">Confidence of the bounds of a percentile.</param>
    public Observation? Find(string figure, double confidence) => figure switch
    {
        "latency" => Latency is { } all ? new DistributionObservation(all) : null,
        "mean" => Latency is { Count: > 0 } many ? new ScalarObservation(many.Mean(), many.Count) : Summary is { Mean: { } mean } some ? new ScalarObservation(new Quantity(mean, some.Unit), some.Count) : null,
        "max" => Latency is { Count: > 0 } many ? new ScalarObservation(many.AtRank(many.Count), many.Count) : Summary?.Point(100) is { } max ? new ScalarObservation(new Quantity(max, Summary.Unit), Summary.Count) : null,
        "errors" => Errors,
        "rate" => Rate,
        _ when Percentile(figure) is { } percentile => Latency is { Count: > 0 } many ? Of(many, percentile, confidence) : Summary?.Estimate(percentile, confidence),
        _ => Counts.GetValueOrDefault(figure),
    };

    private static EstimateObservation Of(Distribution many, double percentile, double confidence) => new(
        many.AtRank(PercentileBounds.Rank(percentile, many.Count)),
        PercentileBounds.LowerRank(percentile, many.Count, confidence) is { } lower ? many.AtRank(lower) : null,
        PercentileBounds.UpperRank(percentile, many.Count, confidence) is { } upper ? many.AtRank(upper) : null,
        confidence, many.Count);

    private static double? Percentile(string name) =>
        name.Length is > 1 and <= 8 && name[0] == 'p' && double.TryParse(name.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 100
            ? value
            : null;
}
