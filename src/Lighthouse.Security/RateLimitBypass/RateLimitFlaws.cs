namespace Lighthouse.Security.RateLimitBypass;

/// <summary>What each kind of accepted attempt means.</summary>
internal static class RateLimitFlaws
{
    public static readonly Flaw Beyond = new(
        Weakness.UnlimitedConsumption, Severity.High,
        "Count by the proven identity alone, over all its sessions, for every way to the same operation; take and check in one atomic step, however many others are connected.");
}
