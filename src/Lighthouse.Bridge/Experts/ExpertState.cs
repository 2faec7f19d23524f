namespace Lighthouse.Bridge.Experts;

/// <summary>Whether an expert can take work.</summary>
public enum ExpertState
{
    /// <summary>It takes work.</summary>
    Available,

    /// <summary>It has as much open work as it takes at once.</summary>
    Busy,

    /// <summary>It was not heard of for too long.</summary>
    Offline,

    /// <summary>An admin keeps work from it.</summary>
    Suspended,
}
