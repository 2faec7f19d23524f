using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Markdown;

/// <summary>The decision on one page.</summary>
internal static class SummaryMarkdown
{
    // The page is for a meeting; the day's report has them all.
    private const int MostFindings = 25;

    public static string Render(Runbook runbook, Decision decision, Basis basis)
    {
        var identity = decision.Identity;
        var page = new MarkdownText()
            .Heading(1, $"{decision.Outcome.Text()}: {runbook.Title}")
            .Paragraph(decision.Rationale.FirstOrDefault() ?? basis.Scope.Sentence(decision.Outcome))
            .Heading(2, "Why")
            .List(decision.Rationale.Skip(1))
            .Heading(2, "The criteria")
            .Table(["criterion", "holds", "because"], decision.Criteria.SelectMany(CriterionRows))
            .Heading(2, "Approvals and checklist")
            .List(GovernanceTable.Facts(decision.Governance))
            .Table(GovernanceTable.Heading, GovernanceTable.Rows(runbook, decision.Governance));
        foreach (var day in basis.Days)
        {
            page.Heading(2, $"{day.Day.Name}: {day.Day.Title}")
                .List(day.Misses)
                .Table(["gate", "severity", "measured", "allowed", "verdict"], day.Gates.SelectMany(GateRows))
                .Table(["finding", "severity", "gate", "what", "do", "waiver"], day.Gates.SelectMany(gate => gate.Judged?.Findings ?? []).Take(MostFindings).Select(FindingRow));
        }

        return page
            .Heading(2, "How often chance makes this wrong")
            .List(ErrorRateText.Sentences(decision.ErrorRates))
            .Table(ErrorRateText.Heading, decision.ErrorRates.Statistical.Select(ErrorRateText.Row))
            .Heading(2, "Not in this decision")
            .List(NotDecided(basis.Scope))
            .Heading(2, "The run")
            .List([
                $"run {identity.RunId}, commit {identity.Commit}, profile {identity.Profile.Text()}, seed {identity.Seed}",
                $"runbook {runbook.Name}, SHA-256 {identity.RunbookDigest}",
                $"decided at {Json.JsonReport.Time(decision.At)}",
            ])
            .ToString();
    }

    private static IReadOnlyList<string> FindingRow(FoundFinding found) =>
    [
        found.Finding.Fingerprint(), Json.GateJson.Lower(found.Finding.Severity), found.Finding.Gate, found.Finding.Title, found.Finding.Advice,
        found.Waiver is { } waiver ? $"until {Json.FindingJson.Day(waiver.Expires)}, {waiver.Owner}" : "none",
    ];

    private static IEnumerable<string> NotDecided(Scope scope)
    {
        if (scope.Planned.Count == 0 && scope.Left.Count == 0)
            return ["Nothing: every gate of the runbook was required."];
        return scope.Planned.Select(gate => $"{gate.Id} ({gate.Day}), planned, measured by no suite yet: {gate.Title}")
            .Concat(scope.LeftByProfile().SelectMany(left => left.Gates.Select(gate => $"{gate.Id} ({gate.Day}), {left.Where}: {gate.Title}")));
    }

    private static IEnumerable<IReadOnlyList<string>> CriterionRows(DecisionCriterion criterion) => criterion.Parts
        .Select(part => (IReadOnlyList<string>)[$"of it: {part.Name}", part.Holding.Text(), Tables.PartText.Basis(part)])
        .Prepend([criterion.Name, criterion.Holding.Text(), criterion.Reason]);

    private static IEnumerable<IReadOnlyList<string>> GateRows(GateStanding gate)
    {
        var severity = Json.GateJson.Lower(gate.Gate.Severity);
        if (gate.Judged is not { Criteria.Count: > 0 } judged)
            return [[gate.Gate.Id, severity, "not measured", "", $"{gate.Verdict}: {gate.Reason}"]];
        return judged.Criteria.Select((criterion, index) => (IReadOnlyList<string>)
        [
            index == 0 ? gate.Gate.Id : "",
            index == 0 ? severity : "",
            $"{Figures.Subject(criterion.Criterion)} {Figures.Measured(criterion)}",
            Figures.Allowed(criterion.Criterion),
            index > 0 ? "" : gate.Passed ? "Passed" : $"{gate.Verdict}: {gate.Reason}",
        ]);
    }
}
