namespace Lighthouse.Security.AgentImpersonation;

/// <summary>What a field means whose name suggests that it names an agent.</summary>
public enum AgentFieldMeaning
{
    /// <summary>It names who acts: nobody but the session's own agent may stand there.</summary>
    Caller,

    /// <summary>It names somebody to whom something is done, which may be anybody.</summary>
    Other,

    /// <summary>It names no agent.</summary>
    None,
}
