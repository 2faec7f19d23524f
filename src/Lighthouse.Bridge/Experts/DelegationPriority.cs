namespace Lighthouse.Bridge.Experts;

/// <summary>In which order an expert sees its open work.</summary>
public enum DelegationPriority
{
    /// <summary>After everything else.</summary>
    Low,

    /// <summary>The usual.</summary>
    Normal,

    /// <summary>Before the usual.</summary>
    High,

    /// <summary>Before everything else.</summary>
    Critical,
}
