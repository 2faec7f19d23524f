using System.Globalization;
using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>What changed since an earlier run, for a reader. Whether a change is more than chance is not told here.</summary>
internal static class ComparisonSection
{
    // Below this a difference is not worth a row.
    private const double LeastChange = 0.01;

    public static Element Render(Basis basis, PreviousRun previous)
    {
        var before = previous.Gates.ToDictionary(gate => gate.Id, StringComparer.Ordinal);
        var verdicts = basis.Gates.Select(gate => (IReadOnlyList<string>)[gate.Gate.Id, before.GetValueOrDefault(gate.Gate.Id)?.Verdict ?? "not there", gate.Verdict.ToString()])
            .Where(row => row[1] != row[2])
            .Concat(previous.Gates.Where(gate => basis.Gates.All(now => now.Gate.Id != gate.Id)).Select(gate => (IReadOnlyList<string>)[gate.Id, gate.Verdict, "not there"]))
            .ToList();
        var numbers = basis.Gates.SelectMany(gate => Numbers(gate, before.GetValueOrDefault(gate.Gate.Id))).ToList();
        return PageSection.Of("comparison", "Compared with the run before", null,
        [
            PageSection.Lead($"Run {previous.RunId}, commit {previous.Commit}, profile {previous.Profile}, {previous.Outcome} at {previous.DecidedAt}, as its decision file tells it: that run was not verified, and nothing here is judged by it."),
            verdicts.Count == 0 ? new Element("p").Add("Every gate has the verdict that it had.") : PageTable.Of("Gates with another verdict", ["Gate", "Before", "Now"], verdicts),
            numbers.Count == 0
                ? new Element("p").Add("No number differs by a hundredth or more.")
                : PageTable.Of("Numbers that differ by a hundredth or more; one run each, so much of it is chance", ["Criterion", "Before", "Now", "Change"], numbers),
        ]);
    }

    private static IEnumerable<IReadOnlyList<string>> Numbers(GateStanding gate, PreviousGate? before)
    {
        foreach (var criterion in gate.Judged?.Criteria ?? [])
        {
            if (criterion.Criterion.Statistic.Kind == StatisticKind.Samples || criterion.Point is not { } now
                || before is null || !before.Measured.TryGetValue(criterion.Criterion.Text, out var then) || then.Unit.Dimension != now.Unit.Dimension)
                continue;
            if (Change(then.InBaseUnit, now.InBaseUnit) is { } change)
                yield return [Figures.Subject(criterion.Criterion), then.ToString(), now.ToString(), change];
        }
    }

    private static string? Change(double before, double now)
    {
        if (before == now || !double.IsFinite(before) || !double.IsFinite(now))
            return null;
        if (before == 0)
            return "from zero";
        var change = (now - before) / Math.Abs(before);
        return Math.Abs(change) < LeastChange ? null : (change * 100).ToString("+#,##0;-#,##0", CultureInfo.InvariantCulture) + " %";
    }
}
