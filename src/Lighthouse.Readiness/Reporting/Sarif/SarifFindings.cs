using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Reporting.Json;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Sarif;

/// <summary>The findings of a day as a SARIF 2.1.0 log. A gate that was not measured is a notification: without it "no result" would read as "clean".</summary>
internal static class SarifFindings
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public static JsonObject Of(RunIdentity identity, DayStanding day)
    {
        var found = day.Gates.SelectMany(gate => gate.Judged?.Findings ?? []).ToList();
        var rules = found.Select(one => one.Finding).DistinctBy(finding => finding.Rule).OrderBy(finding => finding.Rule, StringComparer.Ordinal).ToList();
        var run = new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = new JsonObject
            {
                ["name"] = "Lighthouse.Pipeline",
                ["rules"] = JsonReport.Nodes(rules.Select(Rule)),
            } },
            ["automationDetails"] = new JsonObject { ["id"] = $"{day.Day.Name}/{identity.RunId}" },
            ["invocations"] = new JsonArray(Invocation(day)),
            ["columnKind"] = "utf16CodeUnits",
            ["results"] = JsonReport.Nodes(found.Select(one => Result(one, rules.FindIndex(rule => rule.Rule == one.Finding.Rule)))),
            ["properties"] = new JsonObject { ["runId"] = identity.RunId, ["commit"] = identity.Commit, ["runbookDigest"] = identity.RunbookDigest },
        };
        return new JsonObject { ["$schema"] = Schema, ["version"] = "2.1.0", ["runs"] = new JsonArray(run) };
    }

    private static JsonObject Rule(ReportedFinding finding) => new()
    {
        ["id"] = finding.Rule,
        ["shortDescription"] = Message($"{finding.Gate}: {finding.Rule[(finding.Rule.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('-', ' ')}"),
        ["help"] = Message(finding.Advice),
        ["properties"] = new JsonObject
        {
            ["tags"] = JsonReport.Texts(["security", .. finding.Weaknesses]),
            ["security-severity"] = Score(finding.Severity),
        },
    };

    private static JsonObject Result(FoundFinding found, int rule)
    {
        var finding = found.Finding;
        var result = new JsonObject
        {
            ["ruleId"] = finding.Rule,
            ["ruleIndex"] = rule,
            ["level"] = Level(finding.Severity),
            ["message"] = Message($"{finding.Title}. {finding.Advice}"),
            ["partialFingerprints"] = new JsonObject { ["lighthouse/v1"] = finding.Fingerprint() },
            ["properties"] = new JsonObject { ["gate"] = finding.Gate, ["severity"] = GateJson.Lower(finding.Severity), ["evidence"] = found.Evidence },
        };
        if (finding.Place is { } place)
            result["locations"] = new JsonArray(Location(place));
        if (finding.Exchange is { } exchange)
        {
            result["webRequest"] = new JsonObject { ["body"] = new JsonObject { ["text"] = exchange.Request } };
            result["webResponse"] = new JsonObject { ["statusCode"] = exchange.Status, ["body"] = new JsonObject { ["text"] = exchange.Response } };
            result["properties"]!["reproduce"] = exchange.Reproduce;
        }

        if (found.Waiver is { } waiver)
        {
            result["suppressions"] = new JsonArray(new JsonObject
            {
                ["kind"] = "external", ["status"] = "accepted", ["justification"] = $"{waiver.Reason} ({waiver.Owner}, until {FindingJson.Day(waiver.Expires)})",
            });
        }

        return result;
    }

    private static JsonObject Location(FindingPlace place)
    {
        var physical = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = string.Join('/', place.File.Split('/', '\\').Select(Uri.EscapeDataString)) } };
        if (place.Line is { } line)
            physical["region"] = new JsonObject { ["startLine"] = line };
        return new JsonObject { ["physicalLocation"] = physical };
    }

    private static JsonObject Invocation(DayStanding day)
    {
        var silent = day.Gates.Where(gate => gate.Verdict is Verdict.NotRun or Verdict.Inconclusive).ToList();
        return new JsonObject
        {
            ["executionSuccessful"] = silent.Count == 0 && day.Misses.Count == 0 && day.Gates.Count > 0,
            ["toolExecutionNotifications"] = JsonReport.Nodes(
                day.Misses.Select(miss => Notification("day", miss)).Concat(silent.Select(gate => Notification(gate.Gate.Id, $"{gate.Gate.Id} is {gate.Verdict}: {gate.Reason}")))),
        };
    }

    private static JsonObject Notification(string id, string text) =>
        new() { ["descriptor"] = new JsonObject { ["id"] = id }, ["level"] = "error", ["message"] = Message(text) };

    private static JsonObject Message(string text) => new() { ["text"] = text };

    private static string Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    // The middle of CVSS v3.1's range of each word, as code scanning services sort by it.
    private static string Score(Severity severity) => severity switch
    {
        Severity.Critical => "9.5",
        Severity.High => "8.0",
        Severity.Medium => "5.5",
        _ => "2.0",
    };
}
