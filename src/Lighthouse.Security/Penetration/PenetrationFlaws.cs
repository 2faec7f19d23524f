namespace Lighthouse.Security.Penetration;

/// <summary>What each kind of accepted attempt means.</summary>
internal static class PenetrationFlaws
{
    private const string Misconfiguration = "API8:2023", Consumption = "API4:2023", BrokenAuthentication = "API2:2023";

    public static readonly Flaw Database = new(new("CWE-89", Misconfiguration), Severity.Critical, "Pass values to the database as parameters, never as part of a statement.");
    public static readonly Flaw Timing = new(new("CWE-943", Misconfiguration), Severity.Critical, "A value of the caller decides how long an interpreter works: find the statement, command or expression that it becomes part of, and pass it as data.");
    public static readonly Flaw Template = new(new("CWE-1336", Misconfiguration), Severity.Critical, "Do not evaluate what callers send: give it to the template as data.");
    public static readonly Flaw HeaderInjection = new(new("CWE-113", Misconfiguration), Severity.High, "Refuse line breaks in whatever becomes part of a header.");
    public static readonly Flaw InterpreterError = new(new("CWE-943", Misconfiguration), Severity.High, "A value of the caller reached an interpreter as code: pass it as data, and answer errors without the interpreter's words.");
    public static readonly Flaw Script = new(new("CWE-79", Misconfiguration), Severity.High, "Escape what callers sent for the place that it is put into; answer JSON as application/json with X-Content-Type-Options: nosniff.");
    public static readonly Flaw ForeignOrigin = new(new("CWE-352", Misconfiguration), Severity.High, "Refuse state changes whose Origin is not the service's own.");
    public static readonly Flaw SharedOrigin = new(new("CWE-942", Misconfiguration), Severity.High, "Name the origins that may read answers; never reflect the Origin that was sent.");
    public static readonly Flaw SimpleBody = new(new("CWE-352", Misconfiguration), Severity.Medium, "Take application/json only: a form of another site can send text/plain.");
    public static readonly Flaw Unauthenticated = new(Weakness.ImproperAuthentication, Severity.Critical, "Check the token before the operation runs, for every operation that is not declared public.");
    public static readonly Flaw Escalation = new(new("CWE-285", "API5:2023"), Severity.Critical, "Decide by the role that the session proves, at every operation; nothing in the request may change it.");
    public static readonly Flaw File = new(new("CWE-22", Misconfiguration), Severity.Critical, "Resolve the path fully, links too, and refuse what does not lie below the folder that is served.");
    public static readonly Flaw Command = new(new("CWE-78", Misconfiguration), Severity.Critical, "Start programs with a list of arguments and never through a shell; better, do not start them for callers at all.");
    public static readonly Flaw ServerRequest = new(new("CWE-918", "API7:2023"), Severity.High, "Do not fetch addresses that callers name, nor let a logger, an XML parser or a deserialiser do so.");
    public static readonly Flaw StackTrace = new(new("CWE-209", Misconfiguration), Severity.High, "Answer errors with a code and a sentence of your own; the details belong into the log.");
    public static readonly Flaw Internals = new(new("CWE-497", Misconfiguration), Severity.High, "Keep paths, addresses and names of types out of answers.");
    public static readonly Flaw Version = new(new("CWE-200", Misconfiguration), Severity.Low, "Do not name software and version in headers.");
    public static readonly Flaw MissingHeader = new(new("CWE-693", Misconfiguration), Severity.Medium, "Set the security headers on every answer, also on errors.");
    public static readonly Flaw Enumeration = new(new("CWE-204", Misconfiguration), Severity.High, "Answer the same for a name that exists and for one that does not, where the caller may not know: status, words and time.");
    public static readonly Flaw Crash = new(new("CWE-248", Consumption), Severity.High, "Check the input before it is used; answer what is wrong with it by a 4xx.");
    public static readonly Flaw Dead = new(new("CWE-400", Consumption), Severity.Critical, "One client's requests ended the service: look at the last lines of its log.");
    public static readonly Flaw Starved = new(new("CWE-400", Consumption), Severity.High, "One client's requests keep others waiting: bound the size, the time and the number of what one may send.");
    public static readonly Flaw BodyLimit = new(new("CWE-770", Consumption), Severity.High, "Bound the body before it is read, on every route.");
    public static readonly Flaw Hang = new(new("CWE-1333", Consumption), Severity.High, "Bound the work for an input: regular expressions without backtracking, hashing with a seed, limits on counts.");
    public static readonly Flaw Growth = new(new("CWE-401", Consumption), Severity.High, "What an attack used was not given back: look for buffers, handles and entries that nobody removes.");
    public static readonly Flaw TokenPlace = new(Weakness.SecretInWrongPlace, Severity.High, "Take the token from the Authorization header alone.");
    public static readonly Flaw Predictable = new(new("CWE-330", BrokenAuthentication), Severity.Critical, "Make session ids of at least 128 bits from a cryptographic source.");
    public static readonly Flaw StillAlive = new(Weakness.InsufficientSessionExpiration, Severity.Critical, "Look the session up on every request and refuse it when it was ended.");
}
