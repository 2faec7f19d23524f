namespace Lighthouse.Bridge.State;

/// <summary>Types of the events that the bridge itself writes. Agents may not store these: state is rebuilt from them.</summary>
public static class BridgeEvents
{
    /// <summary>Source component of the bridge's own events.</summary>
    public const string Component = "bridge";

    /// <summary>Source component of events that agents store.</summary>
    public const string AgentComponent = "agent";

    /// <summary>An admin registered an agent.</summary>
    public const string AgentRegistered = "agent_registered";

    /// <summary>An agent opened a session.</summary>
    public const string SessionCreated = "session_created";

    /// <summary>A session was used; written at most every five minutes.</summary>
    public const string SessionUsed = "session_used";

    /// <summary>A session was revoked.</summary>
    public const string SessionRevoked = "session_revoked";

    /// <summary>An agent asked another.</summary>
    public const string ElicitationCreated = "elicitation_created";

    /// <summary>The target accepted or declined.</summary>
    public const string ElicitationResponded = "elicitation_responded";

    /// <summary>The sender withdrew the question.</summary>
    public const string ElicitationCancelled = "elicitation_cancelled";

    /// <summary>The deadline passed.</summary>
    public const string ElicitationExpired = "elicitation_expired";

    /// <summary>The integrity monitor found a violation.</summary>
    public const string IntegrityViolation = "integrity_violation";

    /// <summary>An admin resolved a violation.</summary>
    public const string IntegrityResolved = "integrity_resolved";

    /// <summary>Whether a type is kept for the bridge.</summary>
    public static bool IsReserved(string eventType) =>
        eventType.StartsWith("agent_", StringComparison.OrdinalIgnoreCase)
        || eventType.StartsWith("session_", StringComparison.OrdinalIgnoreCase)
        || eventType.StartsWith("elicitation_", StringComparison.OrdinalIgnoreCase)
        || eventType.StartsWith("integrity_", StringComparison.OrdinalIgnoreCase)
        || eventType.StartsWith("bridge_", StringComparison.OrdinalIgnoreCase);
}
