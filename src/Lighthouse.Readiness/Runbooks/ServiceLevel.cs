using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Runbooks;

/// <summary>What a gate watches while a load runs: a figure that may leave its limit for a while, and what is done when it stays outside.</summary>
/// <param name="Id">The figure, such as <c>p99</c>; the suite knows which figures there are.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsCeiling">Whether the figure is outside above the limit; otherwise below it.</param>
/// <param name="Severity">How bad a breach is.</param>
/// <param name="Grace">How long the figure may be outside without a break; longer is a breach.</param>
/// <param name="Answer">What a breach calls for.</param>
/// <param name="Location">Where it stands.</param>
public sealed record ServiceLevel(
    string Id, Quantity Limit, bool IsCeiling, BreachSeverity Severity, TimeSpan Grace, BreachAnswer Answer, SourceLocation Location);
