namespace Lighthouse.Security.HmacForgery;

/// <summary>What each kind of accepted attempt means.</summary>
internal static class HmacForgeryFlaws
{
    public static readonly Flaw Forged = new(
        Weakness.UnverifiedSignature, Severity.Critical,
        "Compute the signature over every field that has a meaning, with one algorithm and key, and compare it whole, byte for byte, with what was sent.");

    public static readonly Flaw Timing = new(
        Weakness.TimingLeak, Severity.High,
        "Compare signatures in constant time (CryptographicOperations.FixedTimeEquals), and leave no way out before the comparison that depends on what was sent.");
}
