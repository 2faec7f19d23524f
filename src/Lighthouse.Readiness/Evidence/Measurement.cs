namespace Lighthouse.Readiness.Evidence;

/// <summary>An observation of a metric, and what a reader needs to believe it.</summary>
/// <param name="Metric">The metric's name in the runbook.</param>
/// <param name="Gate">The gate whose test measured it.</param>
/// <param name="Observation">What was seen.</param>
/// <param name="How">How it was measured, one sentence.</param>
/// <param name="Test">The test that measured it, its full name.</param>
/// <param name="Doubts">Reasons why the number cannot be believed (the load generator ran late, a positive control failed). With any, no criterion on it can pass or fail.</param>
public sealed record Measurement(
    string Metric, string Gate, Observation Observation, string How, string Test, IReadOnlyList<string> Doubts);
