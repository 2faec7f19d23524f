namespace Lighthouse.Readiness.Runbooks;

/// <summary>How often a decision may be wrong by chance.</summary>
/// <param name="Refused">The share of runs in which a healthy release may be refused, over all gates together; above 0, below 1.</param>
/// <param name="Missed">The share of runs in which a defect of the size of a limit may be passed by its gate; above 0, below 1.</param>
public sealed record ErrorBudget(double Refused, double Missed);
