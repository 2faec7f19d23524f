namespace Lighthouse.Readiness.Evidence;

/// <summary>The last record of a log. A log without it was cut.</summary>
/// <param name="TargetAlive">Whether the target still answered when the suite had ended.</param>
public sealed record DayClosed(bool TargetAlive) : EvidenceEntry;
