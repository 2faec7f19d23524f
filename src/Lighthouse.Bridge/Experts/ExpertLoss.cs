namespace Lighthouse.Bridge.Experts;

/// <summary>Why an expert can do its open work no longer.</summary>
public enum ExpertLoss
{
    /// <summary>It was not heard of for too long; it may come back.</summary>
    Offline,

    /// <summary>An admin suspended it.</summary>
    Suspended,
}
