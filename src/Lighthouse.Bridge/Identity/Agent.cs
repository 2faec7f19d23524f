namespace Lighthouse.Bridge.Identity;

/// <summary>A registered agent.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Generation">Counts its secrets; the secret is derived from it.</param>
public sealed record Agent(string Id, Role Role, int Generation);
