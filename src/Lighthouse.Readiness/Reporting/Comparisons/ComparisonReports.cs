using System.Text.Json.Nodes;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Regression;
using Lighthouse.Readiness.Reporting.Json;
using Lighthouse.Readiness.Reporting.Markdown;
using Lighthouse.Readiness.Reporting.Tables;

namespace Lighthouse.Readiness.Reporting.Comparisons;

/// <summary>A comparison of runs for a console, as Markdown and as JSON.</summary>
internal static class ComparisonReports
{
    private static readonly string[] Heading = ["figure", "before", "now", "as bad", "outcome"];

    public static string Text(RunComparison comparison)
    {
        var table = new TextTable().Heading("Comparison of runs", $"{comparison.Before.Count} before, {comparison.After.Count} after");
        foreach (var line in Sides(comparison))
            table.Paragraph(line, 2);
        // The second column gives way in a narrow table, and names of figures are the long ones.
        if (comparison.Figures.Count > 0)
            table.Rows(["outcome", "figure", "before", "now", "as bad"], Rows(comparison).Select(row => (IReadOnlyList<string>)[row[4], row[0], row[1], row[2], row[3]]));
        foreach (var change in comparison.Changes)
            table.Paragraph(Told(change), 2);
        foreach (var note in ComparisonWords.Notes(comparison))
            table.Paragraph(note, 2);
        return table.ToString();
    }

    public static string Markdown(RunComparison comparison) => new MarkdownText()
        .Heading(1, "Comparison of runs")
        .List(Sides(comparison))
        .Table(Heading, Rows(comparison))
        .List(comparison.Changes.Select(Told))
        .List(ComparisonWords.Notes(comparison))
        .ToString();

    public static byte[] Json(RunComparison comparison) => JsonReport.Bytes(new JsonObject
    {
        ["schema_version"] = JsonReport.SchemaVersion,
        ["report"] = "comparison",
        ["investigate"] = comparison.Rules.Investigate,
        ["block"] = comparison.Rules.Block,
        ["error_rate"] = comparison.Rules.ErrorRate,
        ["before"] = JsonReport.Nodes(comparison.Before.Select(Run)),
        ["after"] = JsonReport.Nodes(comparison.After.Select(Run)),
        ["drift"] = comparison.Drift,
        ["figures"] = JsonReport.Nodes(comparison.Figures.Select(Figure)),
        ["history_runs"] = comparison.History.Count,
        ["changes"] = JsonReport.Nodes(comparison.Changes.Select(Change)),
    });

    private static IEnumerable<string> Sides(RunComparison comparison) =>
        comparison.Before.Select(run => $"before: {ComparisonWords.Run(run)}").Concat(comparison.After.Select(run => $"now: {ComparisonWords.Run(run)}"));

    // What needs a look first.
    private static IEnumerable<IReadOnlyList<string>> Rows(RunComparison comparison) => comparison.Figures
        .OrderBy(figure => figure.Outcome is ComparisonOutcome.Blocks ? 0 : figure.Outcome is ComparisonOutcome.Investigate ? 1 : figure.Outcome is ComparisonOutcome.Unknown ? 3 : 2)
        .ThenBy(figure => figure.Metric, StringComparer.Ordinal)
        .Select(figure => (IReadOnlyList<string>)
        [
            figure.Metric, figure.Baseline?.ToString() ?? "-", figure.Candidate?.ToString() ?? "-", ComparisonWords.Worsening(figure), ComparisonWords.Of(figure.Outcome),
        ]);

    private static string Told(LevelChange change) =>
        $"{change.Metric} got {(change.IsWorse ? "worse" : "better")}: {change.Before} -> {change.After}, first in {ComparisonWords.Run(change.First)}";

    private static JsonObject Run(RecordedRun run) => new()
    {
        ["run_id"] = run.Identity.RunId,
        ["commit"] = run.Identity.Commit,
        ["profile"] = run.Identity.Profile.ToString().ToLowerInvariant(),
        ["started"] = JsonReport.Time(run.Started),
        ["machine"] = run.Machine,
        ["runbook_digest"] = run.Identity.RunbookDigest,
    };

    private static JsonObject Figure(MetricComparison figure) => new()
    {
        ["metric"] = figure.Metric,
        ["before"] = Number(figure.Baseline),
        ["after"] = Number(figure.Candidate),
        ["worsening"] = figure.Worsening?.Value.Value,
        ["worsening_lower"] = figure.Worsening?.Lower?.Value,
        ["worsening_upper"] = figure.Worsening?.Upper?.Value,
        ["runs"] = figure.Worsening?.Count,
        ["chance_investigate"] = figure.ChanceOfInvestigate,
        ["chance_block"] = figure.ChanceOfBlock,
        ["outcome"] = figure.Outcome switch
        {
            ComparisonOutcome.Blocks => "blocks",
            ComparisonOutcome.Investigate => "investigate",
            ComparisonOutcome.Better => "better",
            ComparisonOutcome.NotProvenWorse => "not_proven_worse",
            _ => "unknown",
        },
    };

    private static JsonObject Change(LevelChange change) => new()
    {
        ["metric"] = change.Metric,
        ["first_run"] = Run(change.First),
        ["before"] = Number(change.Before),
        ["after"] = Number(change.After),
        ["worse"] = change.IsWorse,
        ["chance"] = change.Chance,
    };

    private static JsonNode? Number(Quantity? quantity) => quantity is { } number ? new JsonObject { ["value"] = number.Value, ["unit"] = number.Unit.Symbol } : null;
}
