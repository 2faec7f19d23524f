using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Readiness.Judging;

/// <summary>A series of a gate, and where it is on record.</summary>
/// <param name="Series">The series.</param>
/// <param name="Evidence">Sequence of its record.</param>
public sealed record FoundSeries(RecordedSeries Series, long Evidence)
{
    internal static IReadOnlyList<FoundSeries> Of(string gate, IEnumerable<EvidenceRecord> records) =>
    [
        .. records
            .Where(record => record.Entry is SeriesRecorded { Series.Gate: var id } && id == gate)
            .OrderBy(record => record.Sequence)
            .Select(record => new FoundSeries(((SeriesRecorded)record.Entry).Series, record.Sequence)),
    ];
}
