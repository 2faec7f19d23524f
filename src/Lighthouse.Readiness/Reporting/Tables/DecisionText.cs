using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Tables;

/// <summary>The decision for the console.</summary>
internal static class DecisionText
{
    public static string Render(Runbook runbook, Decision decision)
    {
        var basis = Basis.Of(runbook, decision.Identity, decision.Days);
        var identity = decision.Identity;
        var table = new TextTable()
            .Heading($"{decision.Outcome.Text()}  {runbook.Title}", $"profile {identity.Profile.Text()}, seed {identity.Seed}")
            .Paragraph(decision.Rationale.FirstOrDefault() ?? basis.Scope.Sentence(decision.Outcome), 2)
            .Paragraph($"run {identity.RunId}, commit {identity.Commit}", 2)
            .Rows(["criterion", "because", "holds"], decision.Criteria.SelectMany(Rows))
            .Rows(["day", "gates", ""], basis.Days.Select(day => (IReadOnlyList<string>)
            [
                day.Day.Name,
                $"{day.Gates.Count(gate => gate.Passed)} of {day.Gates.Count} required gates passed",
                day.Holds ? "holds" : "does not hold",
            ]));
        foreach (var sentence in decision.Rationale.Skip(1).Concat(ErrorRateText.Sentences(decision.ErrorRates).Take(2)))
            table.Paragraph(sentence, 2);
        return table.ToString();
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(DecisionCriterion criterion) => criterion.Parts
        .Select(part => (IReadOnlyList<string>)[$"- {part.Name}", PartText.Basis(part), part.Holding.Text()])
        .Prepend([criterion.Name, criterion.Reason, criterion.Holding.Text()]);
}

/// <summary>What a part of a criterion rests on, in words.</summary>
internal static class PartText
{
    public static string Basis(CriterionPart part)
    {
        var rests = part.Gates.Count > 0 ? $"rests on {string.Join(", ", part.Gates)}" : "rests on no measured gate";
        return part.Missing.Count > 0 ? $"{rests}; not measured: {string.Join(", ", part.Missing)}" : rests;
    }
}
