namespace Lighthouse.Security.NonceReuse;

/// <summary>What each kind of accepted attempt means.</summary>
internal static class NonceFlaws
{
    public static readonly Flaw Replay = new(
        Weakness.CaptureReplay, Severity.Critical,
        "Consume the nonce together with the effect of the request, before the answer, and refuse it from then on.");

    public static readonly Flaw Race = new(
        Weakness.RaceCondition, Severity.Critical,
        "Make checking and consuming the nonce one atomic step; two parallel requests must not both see it unused.");

    public static readonly Flaw Restart = new(
        Weakness.CaptureReplay, Severity.Critical,
        "Store consumed nonces with the event that used them and load them again before the service answers.");

    public static readonly Flaw Forgery = new(
        Weakness.CaptureReplay, Severity.Critical,
        "Accept only the very nonce that was issued for this request, compared in constant time; refuse an empty or missing one.");

    public static readonly Flaw Expiry = new(
        Weakness.InsufficientSessionExpiration, Severity.High,
        "Check the deadline of a nonce when it is used, not only when it is cleaned up.");
}
