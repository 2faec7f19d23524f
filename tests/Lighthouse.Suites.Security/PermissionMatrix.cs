using Lighthouse.Security.PrivilegeEscalation;

namespace Lighthouse.Suites.Security;

/// <summary>The permission matrix as the runbook demands it, apart from the bridge's own, which is judged by it.</summary>
internal static class PermissionMatrix
{
    /// <summary>The roles, the least first.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["guest", "agent", "expert_agent", "system_agent", "admin"];

    /// <summary>The least role of each operation.</summary>
    public static IReadOnlyDictionary<string, string> LeastRoles { get; } = new[]
    {
        Of(PrivilegeEscalationOptions.Anybody,
            "GET /health", "GET /status", "GET /openapi.json", "GET /metrics", "POST /session/create", "POST /session/validate"),
        Of("guest",
            "POST /session/revoke", "GET /session/list", "GET /elicitation/pending", "GET /elicitation/status/{id}", "GET /elicitation/metrics",
            "GET /task/status/{id}", "GET /collaboration/context/{id}", "GET /event/query", "GET /event/wait", "GET /event/replay",
            "GET /state/{aggregate_type}/{aggregate_id}", "GET /ws/{agent_id}", "GET /expert/list"),
        Of("agent",
            "POST /event/store", "POST /event/store_batch", "POST /elicitation/create", "POST /elicitation/respond", "POST /validate", "POST /expert/delegate",
            "POST /collaboration/start", "POST /collaboration/share", "POST /collaboration/end", "POST /shadow/annotate", "POST /context/share"),
        Of("expert_agent",
            "POST /expert/register", "POST /expert/heartbeat", "GET /expert/tasks", "POST /expert/complete", "POST /task/dispatch"),
        Of("system_agent",
            "GET /integrity/violations", "GET /validation/policy"),
        Of("admin",
            "POST /agent/register", "GET /agent/list", "POST /agent/rotate", "POST /agent/disable", "POST /agent/enable", "GET /feature_flags",
            "POST /feature_flags", "POST /integrity/resolve", "POST /validation/policy/reload", "POST /expert/suspend", "POST /expert/resume"),
    }.SelectMany(group => group).ToDictionary();

    private static IEnumerable<KeyValuePair<string, string>> Of(string role, params string[] operations) =>
        operations.Select(operation => KeyValuePair.Create(operation, role));
}
