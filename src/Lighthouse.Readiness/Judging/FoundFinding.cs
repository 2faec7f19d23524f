using Lighthouse.Readiness.Evidence;

namespace Lighthouse.Readiness.Judging;

/// <summary>A finding of a gate, and where it is on record.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Waiver">What covered it; null when nothing did.</param>
/// <param name="Evidence">Sequence of its record.</param>
public sealed record FoundFinding(ReportedFinding Finding, FindingWaiver? Waiver, long Evidence)
{
    internal static IReadOnlyList<FoundFinding> Of(string gate, IEnumerable<EvidenceRecord> records) =>
    [
        .. records
            .Where(record => record.Entry is FindingReported { Finding.Gate: var id } && id == gate)
            .Select(record => (Record: record, Entry: (FindingReported)record.Entry))
            .OrderBy(found => found.Entry.Finding.Severity).ThenBy(found => found.Record.Sequence)
            .Select(found => new FoundFinding(found.Entry.Finding, found.Entry.Waiver, found.Record.Sequence)),
    ];
}
