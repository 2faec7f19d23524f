namespace Lighthouse.Security.Penetration;

/// <summary>The names of the classes of attack, which are the groups of the result.</summary>
public static class PenetrationClasses
{
    /// <summary>SQL, NoSQL, command, LDAP, template, header and log injection.</summary>
    public const string Injection = "injection";

    /// <summary>Markup of a caller that a browser would run.</summary>
    public const string CrossSiteScripting = "cross-site scripting";

    /// <summary>State changes for a page of another origin.</summary>
    public const string CrossSiteRequests = "cross-site request forgery";

    /// <summary>Operations that answer without a valid token.</summary>
    public const string Authentication = "authentication bypass";

    /// <summary>Operations that answer a role that may not call them.</summary>
    public const string Privileges = "privilege escalation";

    /// <summary>Files outside of what is served.</summary>
    public const string Traversal = "path traversal";

    /// <summary>Code of a caller that the target runs, objects that it builds, addresses that it calls.</summary>
    public const string Execution = "remote code execution";

    /// <summary>What an answer tells that its reader may not know.</summary>
    public const string Disclosure = "information disclosure";

    /// <summary>Requests that keep others from being served.</summary>
    public const string DenialOfService = "denial of service";

    /// <summary>Sessions that can be foreseen, planted or kept.</summary>
    public const string Sessions = "session management";

    /// <summary>All ten.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Injection, CrossSiteScripting, CrossSiteRequests, Authentication, Privileges, Traversal, Execution, Disclosure, DenialOfService, Sessions];
}
