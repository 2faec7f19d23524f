namespace Lighthouse.Security.PrivilegeEscalation;

/// <summary>What each kind of accepted attempt means.</summary>
internal static class EscalationFlaws
{
    public static readonly Flaw Function = new(
        Weakness.MissingFunctionAuthorization, Severity.Critical,
        "Ask for the role's permission before the operation runs, for every operation and after routing, so that no spelling of the path misses the check.");

    public static readonly Flaw Assignment = new(
        Weakness.MassAssignment, Severity.Critical,
        "Take role and permissions from the agent's registration alone; read from bodies and headers only what the operation needs.");

    public static readonly Flaw Reading = new(
        Weakness.UserControlledKey, Severity.Critical,
        "Check for each thing that is read whether it is the caller's, addressed to it or shared with it; knowing its id is no permission.");
}
