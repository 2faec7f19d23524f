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

    /// <summary>An object is given to whoever names its id.</summary>
    public static Weakness ForeignObject { get; } = new("CWE-639", "API1:2023");

    /// <summary>An operation is open to a role that must not have it.</summary>
    public static Weakness ForeignFunction { get; } = new("CWE-285", "API5:2023");

    /// <summary>A session is given to whoever names a user.</summary>
    public static Weakness MissingProofOfIdentity { get; } = new("CWE-306", "API2:2023");

    /// <summary>A request that another site makes a browser send is obeyed.</summary>
    public static Weakness CrossSiteRequest { get; } = new("CWE-352", "API8:2023");

    /// <summary>A limit on the rate of requests does not hold.</summary>
    public static Weakness UnlimitedRate { get; } = new("CWE-770", "API4:2023");
}
