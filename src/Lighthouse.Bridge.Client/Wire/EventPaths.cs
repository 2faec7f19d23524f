using System.Globalization;

namespace Lighthouse.Bridge.Client;

/// <summary>Paths with queries, escaped.</summary>
internal static class EventPaths
{
    public static string Query(EventQuery query) => Path(
        "/event/query",
        ("event_type", query.EventType), ("agent_id", query.AgentId), ("start_time", query.StartTime),
        ("end_time", query.EndTime), ("limit", query.Limit), ("after_sequence", query.AfterSequence));

    public static string Replay(ReplayQuery query) => Path(
        "/event/replay", ("from_sequence", query.FromSequence), ("to_sequence", query.ToSequence), ("start_time", query.StartTime), ("end_time", query.EndTime));

    public static string Wait(string agentId, long sinceSequence, TimeSpan hold) => Path(
        "/event/wait", ("agent_id", agentId), ("since_sequence", sinceSequence), ("timeout_seconds", hold.TotalSeconds));

    public static string Pending(string agentId) => Path("/elicitation/pending", ("agent_id", agentId));

    internal static string Path(string path, params ReadOnlySpan<(string Name, IConvertible? Value)> parameters)
    {
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            if (value is null) continue;
            path += $"{separator}{name}={Uri.EscapeDataString(value.ToString(CultureInfo.InvariantCulture))}";
            separator = '&';
        }

        return path;
    }
}
