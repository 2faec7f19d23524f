namespace Lighthouse.Bridge.Client;

/// <summary>Which events to read; what is not set does not filter.</summary>
public sealed record EventQuery
{
    /// <summary>Only events of this type.</summary>
    public string? EventType { get; init; }

    /// <summary>Only events caused by this agent; another than the session's is for admins.</summary>
    public string? AgentId { get; init; }

    /// <summary>Only events at or after this unix second.</summary>
    public double? StartTime { get; init; }

    /// <summary>Only events at or before this unix second.</summary>
    public double? EndTime { get; init; }

    /// <summary>At most this many, 1 to 1000. Default 100.</summary>
    public int? Limit { get; init; }

    /// <summary>Only events above this sequence. Default 0.</summary>
    public long? AfterSequence { get; init; }
}
