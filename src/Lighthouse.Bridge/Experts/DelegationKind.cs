namespace Lighthouse.Bridge.Experts;

/// <summary>What was handed to an expert.</summary>
public enum DelegationKind
{
    /// <summary>The use of a tool, of which the asker wants the result.</summary>
    Delegation,

    /// <summary>A task in words.</summary>
    Task,
}
