using System.Text.Json.Nodes;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Json;

/// <summary>A gate with its verdict, linked to its evidence.</summary>
internal static class GateJson
{
    public static JsonObject Of(GateStanding gate, Profile profile)
    {
        var json = new JsonObject
        {
            ["id"] = gate.Gate.Id,
            ["day"] = gate.Day.Name,
            ["title"] = gate.Gate.Title,
            ["severity"] = Lower(gate.Gate.Severity),
            ["owner"] = gate.Gate.Owner,
            ["verdict"] = gate.Verdict.ToString(),
            ["reason"] = gate.Reason,
            ["sizes"] = Sizes(gate.Gate, profile),
            ["criteria"] = JsonReport.Nodes(gate.Gate.Criteria.Select((criterion, index) => Criterion(gate, criterion, index))),
            ["tests"] = JsonReport.Nodes((gate.Judged?.Tests ?? []).Select(Test)),
        };
        if (gate.Judged is { Recorded.Count: > 0 } judged)
            json["recorded"] = JsonReport.Nodes(judged.Recorded.Select(Recorded));
        if (gate.Judged is { Findings.Count: > 0 } found)
            json["findings"] = JsonReport.Nodes(found.Findings.Select(FindingJson.Of));
        return json;
    }

    private static JsonObject Recorded(RecordedFigure figure) => new()
    {
        ["name"] = figure.Name,
        ["measured"] = Number(figure.Value),
        ["samples"] = figure.Samples,
        ["how"] = figure.How,
        ["doubts"] = JsonReport.Nodes(figure.Doubts.Select(doubt => (JsonNode)doubt)),
        ["evidence"] = figure.Evidence,
    };

    public static string Lower(Enum word) => word.ToString().ToLowerInvariant();

    private static JsonObject Sizes(Gate gate, Profile profile) =>
        new(gate.Sizes[profile].ByName.OrderBy(size => size.Key, StringComparer.Ordinal).Select(size => KeyValuePair.Create(size.Key, (JsonNode?)size.Value.ToString())));

    private static JsonObject Criterion(GateStanding gate, Criterion criterion, int index)
    {
        var verdict = gate.Judged?.Criteria.ElementAtOrDefault(index);
        return new JsonObject
        {
            ["criterion"] = criterion.Text,
            ["metric"] = criterion.Metric,
            ["statistic"] = criterion.Statistic.ToString(),
            ["verdict"] = (verdict?.Verdict ?? Verdict.NotRun).ToString(),
            ["measured"] = Number(verdict?.Point),
            ["interval"] = verdict is null or { Lower: null, Upper: null }
                ? null
                : new JsonObject { ["lower"] = Number(verdict.Lower), ["upper"] = Number(verdict.Upper), ["confidence"] = criterion.Confidence },
            ["samples"] = verdict?.Samples,
            ["allowed"] = Figures.Allowed(criterion),
            ["reason"] = verdict?.Reason,
            ["evidence"] = new JsonObject
            {
                ["file"] = ArtifactNames.Evidence(gate.Day),
                ["sequences"] = JsonReport.Nodes((verdict?.Evidence ?? []).Select(sequence => (JsonNode)sequence)),
            },
        };
    }

    /// <summary>A quantity as number, unit and text; null for none.</summary>
    public static JsonObject? Number(Quantity? quantity) => quantity is not { } some
        ? null
        : new JsonObject { ["value"] = double.IsFinite(some.Value) ? some.Value : null, ["unit"] = some.Unit.Symbol, ["text"] = some.ToString() };

    private static JsonObject Test(TestEnded test) => new()
    {
        ["test"] = test.Test,
        ["outcome"] = test.Outcome.ToString(),
        ["message"] = test.Message,
        ["seconds"] = double.IsFinite(test.Seconds) ? test.Seconds : null,
    };
}
