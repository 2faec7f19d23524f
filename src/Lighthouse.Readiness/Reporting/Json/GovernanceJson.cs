using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Governance;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>Approvals, attestations, weaker rules and error rates in the decision's file.</summary>
internal static class GovernanceJson
{
    public static JsonObject Of(Runbook runbook, GovernanceStanding governance) => new()
    {
        ["base_commit"] = governance.Base,
        ["approvers_digest"] = governance.ApproversDigest,
        ["weakenings"] = JsonReport.Texts(governance.Weakenings.Select(one => one.ToString())),
        ["weakenings_digest"] = governance.WeakeningsDigest,
        ["asked"] = JsonReport.Nodes(governance.Asked.Select(one => Asked(runbook, governance, one))),
        ["approval_files"] = JsonReport.Nodes(governance.Given.Select(Given)),
    };

    public static JsonObject Rates(ErrorRates rates) => new()
    {
        ["refused_at_most"] = rates.RefusedAtMost,
        ["missed_at_most"] = rates.MissedAtMost,
        ["wrongly_failed_at_most"] = rates.WronglyFailedAtMost,
        ["budget"] = rates.Budget is { } budget ? new JsonObject { ["refused"] = budget.Refused, ["missed"] = budget.Missed } : null,
        ["deterministic_criteria"] = rates.Deterministic,
        ["statistical_criteria"] = JsonReport.Nodes(rates.Statistical.Select(risk => new JsonObject
        {
            ["gate"] = risk.Gate,
            ["criterion"] = risk.Verdict.Criterion.ToString(),
            ["measured"] = Figures.Measured(risk.Verdict),
            ["confidence"] = risk.Verdict.Criterion.Confidence,
            ["comparisons"] = risk.Measurements,
            ["missed_at_most"] = risk.MissedAtMost,
            ["refused_at_most"] = risk.RefusedAtMost,
            ["healthy"] = risk.Healthy,
        })),
    };

    private static JsonObject Asked(Runbook runbook, GovernanceStanding governance, (string Role, string Matter) asked)
    {
        var given = governance.Approved(asked.Role, asked.Matter);
        var item = GovernanceText.ItemOf(runbook, asked.Matter);
        return new JsonObject
        {
            ["matter"] = asked.Matter,
            ["role"] = asked.Role,
            ["title"] = item?.Title,
            ["area"] = item is null ? null : GateJson.Lower(item.Area),
            ["given"] = given is not null,
            ["on"] = given is null ? null : FindingJson.Day(given.Approval!.On),
            ["file"] = given?.File,
        };
    }

    private static JsonObject Given(GivenApproval given) => new()
    {
        ["file"] = given.File,
        ["role"] = given.Approval?.Role,
        ["matter"] = given.Approval?.Matter,
        ["counts"] = given.Counts,
        ["code"] = given.Code,
        ["reason"] = given.Reason,
    };
}
