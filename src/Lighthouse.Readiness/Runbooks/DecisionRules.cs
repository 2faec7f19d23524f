namespace Lighthouse.Readiness.Runbooks;

/// <summary>How the six named criteria of the decision are made of gates.</summary>
/// <param name="SecurityClearance">Part (such as <c>replay_protection</c>) to the ids of the gates it rests on; empty when the runbook asks for no parts.</param>
/// <param name="PerformanceValidation">Part (such as <c>p99_under_300ms</c>) to the ids of the gates it rests on; empty when the runbook asks for no parts.</param>
/// <param name="SecurityDay">Name of the day whose gates all count for <c>security_cleared</c>; null when the runbook does not ask for this criterion.</param>
/// <param name="PerformanceDay">Name of the day whose gates all count for <c>performance_validated</c>; null likewise.</param>
/// <param name="ResilienceDay">Name of the day behind <c>chaos_resilient</c>; null likewise.</param>
/// <param name="IntegrationDay">Name of the day behind <c>integration_complete</c>; null likewise.</param>
/// <param name="Approvals">Per profile, the roles whose signed approval a GO needs.</param>
public sealed record DecisionRules(
    IReadOnlyDictionary<string, IReadOnlyList<string>> SecurityClearance,
    IReadOnlyDictionary<string, IReadOnlyList<string>> PerformanceValidation,
    string? SecurityDay, string? PerformanceDay, string? ResilienceDay, string? IntegrationDay,
    IReadOnlyDictionary<Profile, IReadOnlyList<string>> Approvals)
{
    /// <summary>Per profile, the roles that must approve when the change loosened what it is judged by; a profile that is absent asks for none.</summary>
    public IReadOnlyDictionary<Profile, IReadOnlyList<string>> WeakeningApprovals { get; init; } = new Dictionary<Profile, IReadOnlyList<string>>();

    /// <summary>What persons must have seen to.</summary>
    public IReadOnlyList<ChecklistItem> Checklist { get; init; } = [];

    /// <summary>How often the decision may be wrong by chance; null where the runbook sets no budget.</summary>
    public ErrorBudget? ErrorBudget { get; init; }
}
