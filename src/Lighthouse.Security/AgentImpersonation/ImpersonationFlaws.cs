namespace Lighthouse.Security.AgentImpersonation;

/// <summary>What each kind of accepted attempt means.</summary>
internal static class ImpersonationFlaws
{
    public static readonly Flaw Name = new(
        Weakness.UserControlledKey, Severity.Critical,
        "Take the acting agent from the session alone, and refuse a request whose fields name another one; compare whole names, exactly.");

    public static readonly Flaw Claim = new(
        Weakness.SpoofableIdentity, Severity.Critical,
        "Believe no header, query or further member that says who acts; the session says it.");

    public static readonly Flaw Place = new(
        Weakness.UserControlledKey, Severity.Critical,
        "Before something is done in an agent's place (opening its session, registering its name, answering what it was asked), check that the caller is that agent.");
}
