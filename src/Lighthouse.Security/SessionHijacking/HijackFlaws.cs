namespace Lighthouse.Security.SessionHijacking;

/// <summary>What each kind of accepted attempt means.</summary>
internal static class HijackFlaws
{
    public static readonly Flaw Theft = new(
        Weakness.CaptureReplay, Severity.Critical,
        "Bind a session to the address that the connection really comes from and to the whole User-Agent of its opening, and compare both on every request.");

    public static readonly Flaw Ended = new(
        Weakness.InsufficientSessionExpiration, Severity.Critical,
        "Look a session up on every request; an end must be seen by every check at once, caches included, and stay an end.");

    public static readonly Flaw Fixation = new(
        Weakness.SessionFixation, Severity.Critical,
        "Make the id of every session anew, from a secure random source, and take none from whoever opens it.");

    public static readonly Flaw Prediction = new(
        Weakness.PredictableValue, Severity.Critical,
        "Take session ids from a cryptographic random source, at least 128 bits, and nothing that is known into them.");

    public static readonly Flaw Forgery = new(
        Weakness.UnverifiedSignature, Severity.Critical,
        "Sign the whole token and compare the session it names with all of its fields.");

    public static readonly Flaw Eviction = new(
        Weakness.ForeignLockout, Severity.High,
        "Refuse what goes beyond the limit instead of ending older sessions, and count nothing against an agent that it has not proven to do.");
}
