using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Runbooks;

/// <summary>One condition of a gate, such as <c>elicitation.end_to_end.p99 &lt; 300 ms at 95 % confidence</c>.</summary>
/// <param name="Text">As written in the runbook, white space folded.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Statistic">Which number of it.</param>
/// <param name="Comparison">How it must stand to the threshold.</param>
/// <param name="Threshold">What is allowed.</param>
/// <param name="Confidence">Level of the one-sided confidence bound that is compared, 0.5 to 0.9999. Used for percentiles and proportions; default 0.95.</param>
/// <param name="Location">Where it stands.</param>
public sealed record Criterion(
    string Text, string Metric, Statistic Statistic, Comparison Comparison, Quantity Threshold, double Confidence, SourceLocation Location);
