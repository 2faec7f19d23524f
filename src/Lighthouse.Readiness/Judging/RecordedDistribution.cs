using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Readiness.Judging;

/// <summary>A distribution that a gate's test recorded, whole.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Distribution">The numbers.</param>
/// <param name="Doubts">What speaks against believing them.</param>
/// <param name="Evidence">Sequence number of the record.</param>
public sealed record RecordedDistribution(string Metric, Distribution Distribution, IReadOnlyList<string> Doubts, long Evidence)
{
    internal static IReadOnlyList<RecordedDistribution> Of(IEnumerable<EvidenceRecord> measurements) =>
    [
        .. measurements
            .OrderBy(record => record.Sequence)
            .Select(record => (Record: record, ((Measured)record.Entry).Measurement))
            .Where(one => one.Measurement.Observation is DistributionObservation { Distribution.Count: > 0 })
            .Select(one => new RecordedDistribution(
                one.Measurement.Metric, ((DistributionObservation)one.Measurement.Observation).Distribution, one.Measurement.Doubts, one.Record.Sequence)),
    ];
}
