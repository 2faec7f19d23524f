namespace Lighthouse.Security.AuthBypass;

/// <summary>What each kind of accepted attempt means.</summary>
internal static class BypassFlaws
{
    public static readonly Flaw Authentication = new(
        Weakness.ImproperAuthentication, Severity.Critical,
        "Check the token before the operation runs, for every operation that the description does not declare public; let the check be the default, not an attribute that can be forgotten.");

    public static readonly Flaw Signature = new(
        Weakness.UnverifiedSignature, Severity.Critical,
        "Verify the signature over the whole token in constant time, with the service's own key, before any of its fields is believed.");

    public static readonly Flaw Expiration = new(
        Weakness.InsufficientSessionExpiration, Severity.Critical,
        "Look the session up on every request and refuse it when it is revoked or its time is over; a valid signature alone does not make it live.");

    public static readonly Flaw Spelling = new(
        Weakness.AlternatePath, Severity.Critical,
        "Decide on authentication after routing, on the matched operation, not on the text of the path or the method.");

    public static readonly Flaw Spoofing = new(
        Weakness.SpoofableIdentity, Severity.Critical,
        "Take the identity from the session token alone; believe forwarding headers only from a configured proxy, and never as authentication.");

    public static readonly Flaw Place = new(
        Weakness.SecretInWrongPlace, Severity.High,
        "Take the token from the Authorization header alone: in a query it ends up in logs and histories, in a cookie other sites can make the browser send it.");
}
