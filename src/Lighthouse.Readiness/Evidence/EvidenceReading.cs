namespace Lighthouse.Readiness.Evidence;

/// <summary>What a log was found to hold.</summary>
/// <param name="Path">The file.</param>
/// <param name="Records">The records before the first fault.</param>
/// <param name="Faults">What does not fit; empty for a log that can be believed.</param>
/// <param name="Head">The end of the believed part.</param>
public sealed record EvidenceReading(string Path, IReadOnlyList<EvidenceRecord> Records, IReadOnlyList<EvidenceFault> Faults, EvidenceHead Head)
{
    /// <summary>Whether it holds at least one record, ends as it should, and nothing in it is at fault.</summary>
    public bool IsIntact => Faults.Count == 0 && Records.Count > 0;
}
