using Lighthouse.Readiness.Evidence;
using Lighthouse.Security;

namespace Lighthouse.Suites.Security;

/// <summary>What the attacks have in common: where they go, and how their result is told.</summary>
internal static class Attacks
{
    // A target without any check lets thousands through; the first of them say it all.
    private const int MostFindings = 200;

    public static AttackContext On(Uri target, Random random) => new()
    {
        Target = target,
        Headers = new Dictionary<string, string> { ["User-Agent"] = AttackIdentities.UserAgent },
        Random = random,
        Time = TimeProvider.System,
    };

    /// <summary>Reports every finding, then records how many attempts were accepted. Throws when the gate misses.</summary>
    public static void Record(Day day, string gate, string metric, AttackResult result)
    {
        Report(day, gate, result);
        day.Evidence.Record(new Measure(gate, How(result)).Count(metric, result.Accepted, result.Attempts, DoubtsOf(result)));
    }

    /// <summary>Puts the findings into the evidence, the worst first, and tells of them.</summary>
    public static void Report(Day day, string gate, AttackResult result)
    {
        Tell(result.Findings, result.Doubts);
        Store(day, gate, result.Findings);
    }

    /// <summary>The same for findings of a scanner, which makes no attempts of ours.</summary>
    public static void Report(Day day, string gate, IReadOnlyList<Finding> findings)
    {
        Tell(findings, []);
        Store(day, gate, findings);
    }

    private static void Store(Day day, string gate, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings.OrderBy(finding => finding.Severity).Take(MostFindings))
            day.Evidence.Report(Reported(gate, finding));
    }

    private static ReportedFinding Reported(string gate, Finding finding) => new(
        gate,
        $"{finding.Attack}/{finding.Group.ToLowerInvariant().Replace(' ', '-')}",
        finding.Attempt,
        Enum.Parse<Lighthouse.Readiness.Runbooks.Severity>(finding.Severity.ToString()),
        [.. new[] { finding.Weakness.Cwe, finding.Weakness.OwaspApi, finding.Weakness.Asvs is { } asvs ? $"ASVS 5.0 {asvs}" : null }.OfType<string>()],
        new FindingExchange(finding.Request, finding.ResponseStatus, finding.ResponseBody, finding.Reproduce),
        Place: null,
        finding.Advice,
        TestContext.Current.Test!.TestDisplayName);

    /// <summary>Prints what got through, with the command that does it again.</summary>
    private static void Tell(IReadOnlyList<Finding> findings, IReadOnlyList<string> doubts)
    {
        foreach (var finding in findings.Take(10))
            Day.Progress($"finding: {finding.Attempt}: {finding.ResponseStatus}; {finding.Reproduce}");
        foreach (var doubt in doubts)
            Day.Progress($"doubt: {doubt}");
    }

    /// <summary>Doubts are about "nothing got through". What did get through is proof, whatever else went wrong.</summary>
    public static IReadOnlyList<string> DoubtsOf(AttackResult result) => result.Accepted > 0 ? [] : result.Doubts;

    public static string How(AttackResult result) =>
        $"{result.Attempts:#,##0} attempts over the wire, {result.Controls.Count(control => control.Succeeded)} of {result.Controls.Count} legitimate requests beside them accepted; {Findings(result)}";

    private static string Findings(AttackResult result) => result.Findings.Count == 0
        ? "nothing got through."
        : $"got through: {string.Join("; ", result.Findings.Select(finding => finding.Attempt).Distinct().Take(5))}{(result.Findings.Count > 5 ? " and more" : "")}.";
}
