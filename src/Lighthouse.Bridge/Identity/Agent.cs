namespace Lighthouse.Bridge.Identity;

/// <summary>A registered agent.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Generation">Counts its secrets; the secret is derived from it, and a session lives no longer than the secret that opened it.</param>
public sealed record Agent(string Id, Role Role, int Generation)
{
    /// <summary>Whether it may open and use no session.</summary>
    public bool IsDisabled { get; init; }
}
