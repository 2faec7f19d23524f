using Lighthouse.Readiness.Judging;

namespace Lighthouse.Readiness.Decisions;

/// <summary>Says why, in sentences a meeting can read: the scope first, then each miss with what was measured and what is allowed.</summary>
internal static class Rationale
{
    public static IReadOnlyList<string> Of(
        Outcome outcome, Basis basis, IReadOnlyList<DecisionCriterion> criteria, IReadOnlyList<string> governance)
    {
        var required = basis.Gates.ToList();
        return
        [
            basis.Scope.Sentence(outcome),
            $"{required.Count(gate => gate.Verdict != Verdict.NotRun)} of {required.Count} required gates were measured, {required.Count(gate => gate.Passed)} passed.",
            .. basis.Misses,
            .. governance,
            .. basis.Missed.SelectMany(Misses),
            .. basis.Gates.SelectMany(gate => gate.Judged?.Findings ?? []).Select(Waived).OfType<string>(),
            .. criteria.Where(criterion => criterion.Holding != Holding.Yes).Select(criterion => $"{criterion.Name} does not hold: {criterion.Reason}"),
            .. criteria.SelectMany(criterion => criterion.Parts).Where(part => part.Holding == Holding.NotEvaluated)
                .Select(part => $"{part.Name} is not evaluated: it rests on {string.Join(", ", part.Missing)}, which this run does not measure."),
            .. criteria.SelectMany(criterion => criterion.Parts).Where(part => part is { Holding: Holding.Yes, Missing.Count: > 0 })
                .Select(part => $"{part.Name} holds by {string.Join(", ", part.Gates)} alone; not measured: {string.Join(", ", part.Missing)}."),
        ];
    }

    private static string? Waived(FoundFinding found) => found.Waiver is { } waiver
        ? $"Waived until {waiver.Expires:yyyy-MM-dd} by {waiver.Owner}: finding {found.Finding.Fingerprint()} of {found.Finding.Gate} ({found.Finding.Severity.ToString().ToLowerInvariant()}), {found.Finding.Title}. Reason: {waiver.Reason}"
        : null;

    /// <summary>What is amiss with one gate: a sentence for each criterion that did not pass, or the gate's reason.</summary>
    public static IEnumerable<string> Misses(GateStanding gate)
    {
        var name = $"{gate.Gate.Id} ({gate.Gate.Severity.ToString().ToLowerInvariant()}) {gate.Verdict}";
        var missed = gate.Judged?.Criteria.Where(criterion => criterion.Verdict != Verdict.Passed && criterion.Point is not null).ToList() ?? [];
        if (missed.Count == 0 || gate.Verdict == Verdict.NotRun || gate.Judged?.Verdict != gate.Verdict)
            return [$"{name}: {gate.Reason}"];
        return missed.Select(criterion =>
            $"{name}: {Figures.Subject(criterion.Criterion)} measured {Figures.Measured(criterion)}, allowed {Figures.Allowed(criterion.Criterion)}. {criterion.Reason}");
    }
}
