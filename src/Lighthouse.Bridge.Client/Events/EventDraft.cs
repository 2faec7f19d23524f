namespace Lighthouse.Bridge.Client;

/// <summary>An event to be stored.</summary>
/// <param name="EventType">Type, 1 to 128 characters; the bridge's own types are refused.</param>
/// <param name="Data">Content: an object that serialises to a JSON object. Null for an empty one. <c>to_agent</c> addresses it, <c>shared: true</c> shows it to everybody.</param>
public sealed record EventDraft(string EventType, object? Data = null)
{
    /// <summary>What the event is about. Default: the agent itself.</summary>
    public string? AggregateId { get; init; }

    /// <summary>Kind of what it is about. Default <c>agent</c>.</summary>
    public string? AggregateType { get; init; }

    /// <summary>Names the agent; another than the session's is refused. Default: the session's.</summary>
    public string? AgentId { get; init; }

    /// <summary>Metadata, an object that serialises to a JSON object. Default none.</summary>
    public object? Metadata { get; init; }
}
