namespace Lighthouse.Readiness.Evidence;

/// <summary>A test found a weakness.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Waiver">What covered it when it was found; null when nothing did.</param>
public sealed record FindingReported(ReportedFinding Finding, FindingWaiver? Waiver) : EvidenceEntry;

/// <summary>Why a finding is borne for a while.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Owner">The role that answers for it.</param>
/// <param name="Expires">The last day on which it holds, UTC.</param>
public sealed record FindingWaiver(string Reason, string Owner, DateOnly Expires);
