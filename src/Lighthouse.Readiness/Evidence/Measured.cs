namespace Lighthouse.Readiness.Evidence;

/// <summary>A metric was measured.</summary>
/// <param name="Measurement">The measurement.</param>
public sealed record Measured(Measurement Measurement) : EvidenceEntry;
