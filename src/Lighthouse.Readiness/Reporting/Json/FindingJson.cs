using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Triage;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>What was found, for the security day's report.</summary>
internal static class FindingJson
{
    public static JsonObject Of(FoundFinding found)
    {
        var finding = found.Finding;
        return new JsonObject
        {
            ["fingerprint"] = finding.Fingerprint(),
            ["gate"] = finding.Gate,
            ["rule"] = finding.Rule,
            ["title"] = finding.Title,
            ["severity"] = GateJson.Lower(finding.Severity),
            ["weaknesses"] = JsonReport.Texts(finding.Weaknesses),
            ["remediate_within_days"] = TriageRules.DaysToMend(finding.Severity),
            ["request"] = finding.Exchange?.Request,
            ["response_status"] = finding.Exchange?.Status,
            ["response"] = finding.Exchange?.Response,
            ["reproduce"] = finding.Exchange?.Reproduce,
            ["file"] = finding.Place?.File,
            ["line"] = finding.Place?.Line,
            ["advice"] = finding.Advice,
            ["test"] = finding.Test,
            ["waiver"] = found.Waiver is not { } waiver ? null : new JsonObject
            {
                ["reason"] = waiver.Reason, ["owner"] = waiver.Owner, ["expires"] = Day(waiver.Expires),
            },
            ["evidence"] = found.Evidence,
        };
    }

    /// <summary>How many there are of each severity, and how many are waived.</summary>
    public static JsonObject Summary(IEnumerable<GateStanding> gates)
    {
        var all = gates.SelectMany(gate => gate.Judged?.Findings ?? []).ToList();
        var summary = new JsonObject(Enum.GetValues<Severity>().Select(severity =>
            KeyValuePair.Create(GateJson.Lower(severity), (JsonNode?)all.Count(found => found.Finding.Severity == severity))));
        summary["waived"] = all.Count(found => found.Waiver is not null);
        return summary;
    }

    /// <summary>A date in ISO 8601.</summary>
    public static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
