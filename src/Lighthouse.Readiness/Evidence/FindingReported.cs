namespace Lighthouse.Readiness.Evidence;

/// <summary>A test found a weakness.</summary>
/// <param name="Finding">The finding.</param>
public sealed record FindingReported(ReportedFinding Finding) : EvidenceEntry;
