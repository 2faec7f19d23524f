namespace Lighthouse.Security.Csrf;

/// <summary>What each kind of accepted attempt means.</summary>
internal static class CsrfFlaws
{
    public static readonly Flaw ForeignOrigin = new(
        Weakness.CrossSiteRequestForgery, Severity.High,
        "Compare the whole Origin with the own one; refuse every other, null too. Where there is no Origin, refuse what Sec-Fetch-Site calls another site.");

    public static readonly Flaw SimpleRequest = new(
        Weakness.CrossSiteRequestForgery, Severity.High,
        "Take application/json alone as a body: forms and text/plain are sent by a browser without asking for leave.");

    public static readonly Flaw AmbientToken = new(
        Weakness.CrossSiteRequestForgery, Severity.High,
        "Take the token from the Authorization header alone: what a browser sends by itself, or a link can carry, proves no intention.");

    public static readonly Flaw SafeMethod = new(
        Weakness.StateChangedBySafeMethod, Severity.High,
        "Change state by POST alone, and believe no header or parameter that names another method.");

    public static readonly Flaw Cors = new(
        Weakness.PermissiveCors, Severity.High,
        "Send no Access-Control-Allow-Origin to origins that are not on a list; never reflect one, never * with credentials.");

    public static readonly Flaw Socket = new(
        Weakness.UncheckedSocketOrigin, Severity.High,
        "Check the Origin of a WebSocket handshake as strictly as that of a POST: browsers ask no leave for it.");
}
