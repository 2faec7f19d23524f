using Lighthouse.Readiness.Decisions;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>What nobody may read into the decision: planned and deferred gates, by name.</summary>
internal static class OutsideSection
{
    public static Element Render(Scope scope)
    {
        var rows = scope.Planned
            .Select(gate => (IReadOnlyList<string>)[gate.Id, gate.Day, "planned, measured by no suite yet", gate.Title])
            .Concat(scope.LeftByProfile().SelectMany(left => left.Gates.Select(gate => (IReadOnlyList<string>)[gate.Id, gate.Day, left.Where, gate.Title])))
            .ToList();
        return PageSection.Of(
            "outside", $"Not in this decision: {rows.Count} of {scope.Total} gates", null,
            rows.Count == 0
                ? PageSection.Lead("Nothing: every gate of the runbook was required.")
                : PageTable.Of("Gates that this decision says nothing about", ["Gate", "Day", "Why not", "What it would show"], rows));
    }
}
