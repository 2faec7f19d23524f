namespace Lighthouse.Bridge.Identity;

/// <summary>What an agent may do and how often.</summary>
public enum Role
{
    /// <summary>Reads only; 100 requests a minute.</summary>
    Guest,

    /// <summary>The usual agent; 1,000 requests a minute.</summary>
    Agent,

    /// <summary>An agent with capabilities; 2,000 requests a minute.</summary>
    ExpertAgent,

    /// <summary>Part of the infrastructure; 5,000 requests a minute.</summary>
    SystemAgent,

    /// <summary>Registers agents and reads everything; 10,000 requests a minute.</summary>
    Admin,
}
