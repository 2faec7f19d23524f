namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>The keys that one kind of thing in a runbook has. The JSON schema says the same; a test compares them.</summary>
/// <param name="Subject">What has them, as a message names it.</param>
/// <param name="Required">Must be there.</param>
/// <param name="Optional">May be there.</param>
internal sealed record KeySet(string Subject, IReadOnlyList<string> Required, IReadOnlyList<string> Optional)
{
    internal static readonly KeySet Runbook = new("a runbook", ["name", "title", "metrics", "days", "decision"], ["planned", "target", "build_command"]);
    internal static readonly KeySet Metric = new("a metric", ["shape", "dimension", "meaning"], []);
    internal static readonly KeySet Day = new("a day", ["name", "task", "title", "time_limits", "gates"], ["suite", "command"]);
    internal static readonly KeySet TimeLimits = new("time_limits", Words<Profile>.All, []);
    internal static readonly KeySet Gate = new("a gate", ["id", "title", "severity", "owner", "sizes", "criteria", "remedy"], ["levels", "sources"]);
    internal static readonly KeySet Level = new("a service level", ["id", "breach", "grace", "then"], ["above", "below"]);
    internal static readonly KeySet Source = new("a source", ["metric", "format", "file", "figure"], ["label", "unit"]);
    internal static readonly KeySet Sizes = new("sizes", [], Words<Profile>.All);
    internal static readonly KeySet Planned = new("a planned gate", ["id", "day", "title"], []);
    internal static readonly KeySet Approvals = new("approvals", Words<Profile>.All, []);

    internal static readonly KeySet Decision = new(
        "the decision",
        ["approvals"],
        ["security_clearance", "performance_validation", "security_day", "performance_day", "resilience_day", "integration_day", "weakening", "checklist", "error_budget"]);

    internal static readonly KeySet ChecklistItem = new("an item of the checklist", ["id", "area", "role", "title", "profiles"], []);
    internal static readonly KeySet ErrorBudget = new("error_budget", ["refused", "missed"], []);
    internal static readonly KeySet Target = new(
        "the target",
        [],
        [
            "command", "url", "image", "dockerfile", "working_folder", "environment", "program", "health", "start_limit", "credentials", "services",
            "build_context", "network", "port", "memory", "processors", "processes",
        ]);

    internal static readonly KeySet Service = new("a service", ["name", "command"], ["working_folder", "environment", "health", "start_limit"]);

    /// <summary>Every key, required first.</summary>
    internal IEnumerable<string> All => Required.Concat(Optional);
}
