using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Judging;

/// <summary>A number that a gate's test recorded, whether or not a criterion looks at it. It decides nothing.</summary>
/// <param name="Name">The metric, with its statistic for a distribution, such as <c>wait_for_messages.latency.p99</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Samples">How many observations it sums up.</param>
/// <param name="How">How it was measured.</param>
/// <param name="Doubts">What speaks against believing it.</param>
/// <param name="Evidence">Sequence number of the record.</param>
public sealed record RecordedFigure(string Name, Quantity Value, long Samples, string How, IReadOnlyList<string> Doubts, long Evidence)
{
    private static readonly (double Percentile, long LeastSamples)[] Percentiles = [(50, 2), (95, 20), (99, 100), (99.9, 1000)];

    /// <summary>The figures of measurements, in the order of the log. A percentile is there when at least one sample lies above it.</summary>
    internal static IReadOnlyList<RecordedFigure> Of(IEnumerable<EvidenceRecord> measurements) =>
    [
        .. measurements.OrderBy(record => record.Sequence).SelectMany(record =>
        {
            var measurement = ((Measured)record.Entry).Measurement;
            return Values(measurement.Observation).Select(value => new RecordedFigure(
                value.Statistic.Length == 0 ? measurement.Metric : $"{measurement.Metric}.{value.Statistic}",
                value.Value, measurement.Observation.Samples, measurement.How, measurement.Doubts, record.Sequence));
        }),
    ];

    private static IEnumerable<(string Statistic, Quantity Value)> Values(Observation observation) => observation switch
    {
        ScalarObservation one => [("", one.Value)],
        ProportionObservation { Trials: > 0 } part => [("", new Quantity(100.0 * part.Hits / part.Trials, Unit.Percent))],
        EstimateObservation estimate => new (string, Quantity?)[] { ("", estimate.Value), ("lower", estimate.Lower), ("upper", estimate.Upper) }
            .Where(one => one.Item2 is not null).Select(one => (one.Item1, one.Item2!.Value)),
        DistributionObservation { Distribution: { Count: > 0 } many } => Percentiles
            .Where(one => many.Count >= one.LeastSamples)
            .Select(one => (FormattableString.Invariant($"p{one.Percentile}"), many.AtRank(PercentileBounds.Rank(one.Percentile, many.Count))))
            .Append(("max", many.AtRank(many.Count))),
        _ => [],
    };
}
