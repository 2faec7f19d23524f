using Lighthouse.Security.AgentImpersonation;

namespace Lighthouse.Suites.Security;

/// <summary>What the fields of the bridge mean whose names suggest an agent.</summary>
internal static class AgentFieldMeanings
{
    /// <summary>By operation, place and name.</summary>
    public static Dictionary<string, AgentFieldMeaning> All { get; } = new[]
    {
        Of(AgentFieldMeaning.Caller,
            "POST /event/store body agent_id", "POST /event/store_batch body events[].agent_id", "GET /event/query query agent_id", "GET /event/wait query agent_id",
            "GET /ws/{agent_id} path agent_id", "POST /elicitation/create body from_agent", "GET /elicitation/pending query agent_id",
            "POST /elicitation/respond body responding_agent", "POST /session/create body agent_id", "POST /session/validate body agent_id",
            "GET /session/list query agent_id", "POST /expert/register body agent_id", "POST /expert/heartbeat body agent_id",
            "GET /expert/tasks query agent_id", "POST /expert/complete body agent_id", "POST /validate body agent_id",
            "POST /shadow/annotate body agent_id", "POST /context/share body agent_id"),
        Of(AgentFieldMeaning.Other,
            "POST /elicitation/create body to_agent", "POST /expert/delegate body target_expert", "POST /task/dispatch body target_agent",
            "POST /collaboration/start body participants", "POST /agent/register body agent_id", "POST /agent/rotate body agent_id",
            "POST /agent/disable body agent_id", "POST /agent/enable body agent_id", "POST /expert/suspend body agent_id", "POST /expert/resume body agent_id"),
        Of(AgentFieldMeaning.None,
            "POST /session/create body user_agent", "POST /session/validate body user_agent", "POST /expert/register body agent_type", "GET /agent/list query after_agent"),
    }.SelectMany(group => group).ToDictionary();

    /// <summary>Every operation that an expert may call, beside opening a session.</summary>
    public static IReadOnlyList<string> Operations { get; } =
    [
        "POST /event/store", "POST /event/store_batch", "GET /event/query", "GET /event/wait", "GET /event/replay", "GET /state/{aggregate_type}/{aggregate_id}",
        "GET /ws/{agent_id}", "POST /elicitation/create", "GET /elicitation/pending", "POST /elicitation/respond", "GET /elicitation/status/{id}",
        "GET /elicitation/metrics", "POST /session/validate", "GET /session/list", "POST /session/revoke", "POST /expert/register", "POST /expert/heartbeat",
        "GET /expert/list", "POST /expert/delegate", "GET /expert/tasks", "POST /expert/complete", "POST /task/dispatch", "GET /task/status/{id}",
        "POST /collaboration/start", "POST /collaboration/share", "GET /collaboration/context/{id}", "POST /collaboration/end", "POST /validate",
        "POST /shadow/annotate", "POST /context/share",
    ];

    private static IEnumerable<KeyValuePair<string, AgentFieldMeaning>> Of(AgentFieldMeaning meaning, params string[] fields) =>
        fields.Select(field => KeyValuePair.Create(field, meaning));
}
