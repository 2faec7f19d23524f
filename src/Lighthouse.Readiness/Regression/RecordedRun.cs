using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging.Statistics;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Regression;

/// <summary>A run of the pipeline as its evidence tells it, for comparisons.</summary>
/// <param name="Identity">The run.</param>
/// <param name="Started">When it began.</param>
/// <param name="Machine">Id of the class of its machine; null where its evidence does not say it.</param>
/// <param name="Figures">Every latency and rate: one number, or several where the run repeated the measurement.</param>
public sealed record RecordedRun(RunIdentity Identity, DateTimeOffset Started, string? Machine, IReadOnlyList<MetricRuns> Figures)
{
    private static readonly (double Percentile, long LeastSamples)[] Percentiles = [(50, 2), (95, 20), (99, 100)];

    /// <summary>Reads the figures out of a run's evidence. Of several measurements of one figure the worst counts. Numbers in doubt are left out.</summary>
    public static RecordedRun Of(RunIdentity identity, DateTimeOffset started, IReadOnlyList<EvidenceRecord> records) => new(
        identity, started,
        records.Select(record => record.Entry).OfType<DayOpened>().Select(opened => opened.Machine.GetValueOrDefault("class")).FirstOrDefault(machine => machine is not null),
        [.. MetricRuns.Of(records), .. Single(records)]);

    private static IEnumerable<MetricRuns> Single(IEnumerable<EvidenceRecord> records) =>
        from record in records
        let measurement = (record.Entry as Measured)?.Measurement
        where measurement is { Doubts.Count: 0 } && !measurement.Metric.StartsWith(MetricRuns.Repeated, StringComparison.Ordinal)
        from figure in Values(measurement.Observation)
        where MetricRuns.CanBeCompared(figure.Value.Unit.Dimension) && figure.Value.InBaseUnit > 0
        group figure.Value by figure.Statistic.Length == 0 ? measurement.Metric : $"{measurement.Metric}.{figure.Statistic}" into same
        let worst = same.First().Unit.Dimension == Dimension.Rate ? same.Min() : same.Max()
        select new MetricRuns(same.Key, worst.Unit, [worst.Value]);

    private static IEnumerable<(string Statistic, Quantity Value)> Values(Observation observation) => observation switch
    {
        ScalarObservation { Attempts: > 0 } one => [("", one.Value)],
        DistributionObservation { Distribution: var many } => Percentiles.Where(one => many.Count >= one.LeastSamples)
            .Select(one => (FormattableString.Invariant($"p{one.Percentile}"), many.AtRank(PercentileBounds.Rank(one.Percentile, many.Count)))),
        _ => [],
    };
}
