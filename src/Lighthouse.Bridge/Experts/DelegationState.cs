namespace Lighthouse.Bridge.Experts;

/// <summary>Where a delegation or task stands; every state but the first is final.</summary>
public enum DelegationState
{
    /// <summary>Its expert has it.</summary>
    Pending,

    /// <summary>The expert did it.</summary>
    Completed,

    /// <summary>The expert said that it failed, or was suspended and nobody could take over.</summary>
    Failed,

    /// <summary>The deadline passed.</summary>
    TimedOut,
}
