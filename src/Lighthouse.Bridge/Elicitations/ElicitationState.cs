namespace Lighthouse.Bridge.Elicitations;

/// <summary>Where an elicitation stands. All but <see cref="Pending"/> are final.</summary>
public enum ElicitationState
{
    /// <summary>Waits for the target.</summary>
    Pending,

    /// <summary>The target answered.</summary>
    Accepted,

    /// <summary>The target refused to answer.</summary>
    Declined,

    /// <summary>The sender withdrew it.</summary>
    Cancelled,

    /// <summary>The deadline passed.</summary>
    Expired,
}
