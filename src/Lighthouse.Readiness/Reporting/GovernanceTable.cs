using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Reporting.Json;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting;

/// <summary>Approvals and attestations as rows: what is asked for, of whom, and whether it was given.</summary>
internal static class GovernanceTable
{
    public static readonly IReadOnlyList<string> Heading = ["asked for", "of", "given"];

    /// <summary>With what the change was compared, and who is trusted; for beside the rows.</summary>
    public static IEnumerable<string> Facts(GovernanceStanding governance)
    {
        yield return governance.Base is { } commit ? $"The rules were compared with those of commit {commit}; {governance.Weakenings.Count} became weaker." : "The rules were compared with nothing.";
        if (governance.Weakenings.Count > 0)
            yield return $"Digest of the list of weaker rules: {governance.WeakeningsDigest}";
        if (governance.ApproversDigest is { } digest)
            yield return $"SHA-256 of the file of trusted keys: {digest}";
        if (governance.Asked.Count == 0)
            yield return "This profile asks for no approval.";
    }

    public static IEnumerable<IReadOnlyList<string>> Rows(Runbook runbook, GovernanceStanding governance) => governance.Asked.Select(one => (IReadOnlyList<string>)
    [
        What(runbook, one.Matter), one.Role,
        governance.Approved(one.Role, one.Matter) is { Approval: { } given } file ? $"on {FindingJson.Day(given.On)}, until {FindingJson.Day(given.Expires)} ({file.File})" : "missing",
    ]);

    private static string What(Runbook runbook, string matter) => matter switch
    {
        Approval.Release => "approval of the release",
        Approval.WeakerRules => "approval of the weaker rules",
        _ => GovernanceText.ItemOf(runbook, matter) is { } item ? $"{item.Id} ({GateJson.Lower(item.Area)}): {item.Title}" : matter,
    };
}
