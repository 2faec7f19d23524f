namespace Lighthouse.Security;

/// <summary>The public names of a weakness.</summary>
/// <param name="Cwe">Id in the Common Weakness Enumeration, such as "CWE-287".</param>
/// <param name="OwaspApi">Id in the OWASP API Security Top 10 of 2023, such as "API2:2023".</param>
/// <param name="Asvs">Requirement of the Application Security Verification Standard 5.0, such as "V7.4.1"; null where none fits.</param>
public sealed record Weakness(string Cwe, string OwaspApi, string? Asvs = null)
{
    /// <summary>Authentication can be got round.</summary>
    public static Weakness ImproperAuthentication { get; } = new("CWE-287", "API2:2023");

    /// <summary>A signature is not, or not fully, verified.</summary>
    public static Weakness UnverifiedSignature { get; } = new("CWE-347", "API2:2023");

    /// <summary>A session is honoured after its end.</summary>
    public static Weakness InsufficientSessionExpiration { get; } = new("CWE-613", "API2:2023");

    /// <summary>Another spelling of a path or method misses the check.</summary>
    public static Weakness AlternatePath { get; } = new("CWE-288", "API5:2023");

    /// <summary>A header that anybody can write is believed.</summary>
    public static Weakness SpoofableIdentity { get; } = new("CWE-290", "API2:2023");

    /// <summary>A secret is taken from a place where it leaks.</summary>
    public static Weakness SecretInWrongPlace { get; } = new("CWE-598", "API2:2023");

    /// <summary>A recorded request works again.</summary>
    public static Weakness CaptureReplay { get; } = new("CWE-294", "API2:2023");

    /// <summary>A check and the use after it can be separated by a parallel request.</summary>
    public static Weakness RaceCondition { get; } = new("CWE-367", "API2:2023");

    /// <summary>A session is given to whoever names a user.</summary>
    public static Weakness MissingProofOfIdentity { get; } = new("CWE-306", "API2:2023");

    /// <summary>A page of another origin can change state.</summary>
    public static Weakness CrossSiteRequestForgery { get; } = new("CWE-352", "API8:2023", "V3.5.1");

    /// <summary>A safe method changes state.</summary>
    public static Weakness StateChangedBySafeMethod { get; } = new("CWE-650", "API8:2023", "V3.5.3");

    /// <summary>Pages of other origins are allowed to read answers or to send what needs leave.</summary>
    public static Weakness PermissiveCors { get; } = new("CWE-942", "API8:2023", "V3.4.2");

    /// <summary>A WebSocket opens for a page of another origin.</summary>
    public static Weakness UncheckedSocketOrigin { get; } = new("CWE-1385", "API8:2023", "V4.4.2");

    /// <summary>A name or id in a request decides whose things it acts on, instead of the identity that was proven.</summary>
    public static Weakness UserControlledKey { get; } = new("CWE-639", "API1:2023");

    /// <summary>A function is open to a role that may not use it.</summary>
    public static Weakness MissingFunctionAuthorization { get; } = new("CWE-862", "API5:2023");

    /// <summary>A member of a body sets what its sender may not set.</summary>
    public static Weakness MassAssignment { get; } = new("CWE-915", "API3:2023");

    /// <summary>The service takes a session's identity from whoever opens it.</summary>
    public static Weakness SessionFixation { get; } = new("CWE-384", "API2:2023");

    /// <summary>What must be unguessable follows a pattern.</summary>
    public static Weakness PredictableValue { get; } = new("CWE-340", "API2:2023");

    /// <summary>Somebody without the right to it can end or lock out what is another's.</summary>
    public static Weakness ForeignLockout { get; } = new("CWE-645", "API2:2023");

    /// <summary>The time of an answer tells something of a secret.</summary>
    public static Weakness TimingLeak { get; } = new("CWE-208", "API2:2023", "V11.2.4");

    /// <summary>More is served than the limit allows.</summary>
    public static Weakness UnlimitedConsumption { get; } = new("CWE-770", "API4:2023", "V2.4.1");
}
