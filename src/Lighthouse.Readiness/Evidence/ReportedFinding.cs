using System.Security.Cryptography;
using System.Text;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Evidence;

/// <summary>A weakness that a test found. It explains a number that the test records; no criterion looks at it. Its texts come from outside: escape them where they are printed.</summary>
/// <param name="Gate">The gate whose test found it.</param>
/// <param name="Rule">What kind of finding it is, as in <c>auth-bypass/forged-token</c>: lower case, the same in every run.</param>
/// <param name="Title">What was found and where, one line, the same in every run that finds it.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Weaknesses">Its public names, such as <c>CWE-287</c>, <c>API2:2023</c>, <c>ASVS 5.0 V7.4.1</c>.</param>
/// <param name="Exchange">The request that shows it; null for what was found without one.</param>
/// <param name="Place">Where in a file it stands; null for what was found over the wire.</param>
/// <param name="Advice">What to do about it.</param>
/// <param name="Test">The test that found it, its full name.</param>
public sealed record ReportedFinding(
    string Gate, string Rule, string Title, Severity Severity, IReadOnlyList<string> Weaknesses, FindingExchange? Exchange, FindingPlace? Place,
    string Advice, string Test)
{
    /// <summary>The same for the same finding in every run: 16 hex digits made of gate, rule, title and file.</summary>
    public string Fingerprint()
    {
        var name = string.Join('\n', Gate, Rule, Title, Place?.File ?? "");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16];
    }
}

/// <summary>A request and its answer, secrets masked.</summary>
/// <param name="Request">The request as it was sent.</param>
/// <param name="Status">Status of the answer.</param>
/// <param name="Response">The beginning of the answer.</param>
/// <param name="Reproduce">A curl command that does it again; masked secrets have to be put in.</param>
public sealed record FindingExchange(string Request, int Status, string Response, string Reproduce);

/// <summary>A place in a file.</summary>
/// <param name="File">Path from the root of the repository, or name of an image or a package.</param>
/// <param name="Line">Line, from 1; null when there is none.</param>
public sealed record FindingPlace(string File, int? Line);
