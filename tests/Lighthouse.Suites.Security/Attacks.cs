using Lighthouse.Security;

namespace Lighthouse.Suites.Security;

/// <summary>What the attacks have in common: where they go, and how their result is told.</summary>
internal static class Attacks
{
    public static AttackContext On(Uri target, Random random) => new()
    {
        Target = target,
        Headers = new Dictionary<string, string> { ["User-Agent"] = AttackIdentities.UserAgent },
        Random = random,
        Time = TimeProvider.System,
    };

    /// <summary>Prints what got through, with the command that does it again.</summary>
    public static void Tell(AttackResult result)
    {
        foreach (var finding in result.Findings.Take(10))
            Day.Progress($"finding: {finding.Attempt}: {finding.ResponseStatus}; {finding.Reproduce}");
        foreach (var doubt in result.Doubts)
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
