namespace Lighthouse.Security.CrossAccess;

/// <summary>What each kind of accepted attempt means.</summary>
internal static class CrossAccessFlaws
{
    private static readonly Flaw ObjectLevel = new(
        Weakness.UserControlledKey, Severity.Critical,
        "Look up whose the object is on every request that names one, and compare with the identity of the session; an id that is hard to guess is no protection.");

    private static readonly Flaw FunctionLevel = new(
        Weakness.MissingFunctionAuthorization, Severity.Critical,
        "Check the caller's role for the matched operation, and refuse what no rule allows.");

    public static Flaw Of(AccessKind kind) => kind == AccessKind.Operation ? FunctionLevel : ObjectLevel;
}
