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

    /// <summary>An admin gave an agent a new secret.</summary>
    public const string AgentRotated = "agent_rotated";

    /// <summary>An admin keeps an agent out.</summary>
    public const string AgentDisabled = "agent_disabled";

    /// <summary>An admin lets an agent in again.</summary>
    public const string AgentEnabled = "agent_enabled";

    /// <summary>An admin switched features.</summary>
    public const string FeaturesChanged = "bridge_features_changed";

    /// <summary>The store takes events again after it failed.</summary>
    public const string StoreRecovered = "bridge_store_recovered";

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

    /// <summary>A command was validated.</summary>
    public const string ValidationDecided = "validation_decided";

    /// <summary>Another policy holds.</summary>
    public const string ValidationPolicyChanged = "validation_policy_changed";

    /// <summary>The integrity monitor found a violation.</summary>
    public const string IntegrityViolation = "integrity_violation";

    /// <summary>An admin resolved a violation.</summary>
    public const string IntegrityResolved = "integrity_resolved";

    private static readonly string[] Prefixes =
        ["agent_", "bridge_", "collaboration_", "context_", "delegation_", "dispatch_", "elicitation_", "expert_", "file_", "integrity_", "session_", "shadow_", "validation_"];

    /// <summary>Which types are kept for the bridge, for people.</summary>
    public static string ReservedTypes { get; } = $"Types that begin with {string.Join(", ", Prefixes[..^1])} or {Prefixes[^1]} are the bridge's own.";

    /// <summary>Whether a type is kept for the bridge.</summary>
    public static bool IsReserved(string eventType) => Array.Exists(Prefixes, prefix => eventType.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
