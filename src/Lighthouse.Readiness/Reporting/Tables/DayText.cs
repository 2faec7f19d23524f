using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Tables;

/// <summary>A day for the console.</summary>
internal static class DayText
{
    public static string Render(Runbook runbook, RunIdentity identity, DayVerdict verdict)
    {
        var standing = DayStanding.Of(verdict.Day, identity.Profile, [verdict]);
        var shown = standing.Gates.Where(gate => verdict.OnlyGate is null || gate.Gate.Id == verdict.OnlyGate).ToList();
        var table = new TextTable()
            .Heading($"{verdict.Day.Name}  {verdict.Day.Task}", $"profile {identity.Profile.Text()}, seed {identity.Seed}");
        table.Rows(["gate", "measured", "allowed", "verdict"], shown.SelectMany(Rows));
        if (shown.Count == 0)
            table.Paragraph("no gate was judged", 2);

        Notes(table, runbook, verdict, standing, shown);
        return table.ToString();
    }

    /// <summary>A row a criterion; the gate's name and verdict stand on the first.</summary>
    private static IEnumerable<IReadOnlyList<string>> Rows(GateStanding gate)
    {
        if (gate.Judged is not { Criteria.Count: > 0 } judged)
            return [[gate.Gate.Id, "not measured", "", gate.Verdict.ToString()]];
        return judged.Criteria.Select((criterion, index) => (IReadOnlyList<string>)
        [
            index == 0 ? gate.Gate.Id : "",
            $"{Label(judged, criterion)} {Figures.Measured(criterion)}".TrimStart(),
            Figures.Allowed(criterion.Criterion),
            CriterionVerdictText(gate, judged, criterion, index),
        ]);
    }

    // Each row says its own verdict only where they differ; a gate held back by its day or its tests shows the gate's.
    private static string CriterionVerdictText(GateStanding gate, GateVerdict judged, CriterionVerdict criterion, int index)
    {
        var explains = judged.Verdict == gate.Verdict && judged.Criteria.Any(other => other.Verdict == gate.Verdict);
        return explains ? criterion.Verdict.ToString() : index == 0 ? gate.Verdict.ToString() : "";
    }

    // The metric's first word is the gate's own name as a rule; repeating it in every row hides the numbers.
    private static string Label(GateVerdict gate, CriterionVerdict criterion)
    {
        var metrics = gate.Criteria.Select(other => other.Criterion.Metric).Distinct().Count();
        var statistic = criterion.Criterion.Statistic.ToString();
        if (metrics == 1 && statistic.Length > 0)
            return statistic;
        var metric = criterion.Criterion.Metric;
        return $"{metric[(metric.IndexOf('.', StringComparison.Ordinal) + 1)..]} {statistic}".TrimEnd();
    }

    private static void Notes(TextTable table, Runbook runbook, DayVerdict verdict, DayStanding standing, List<GateStanding> shown)
    {
        if (verdict.OnlyGate is { } only)
            table.Paragraph($"only gate {only} was asked for; this is not the day's verdict", 2);
        foreach (var fault in verdict.Faults)
            table.Paragraph($"evidence: {fault.Code}: {fault.Message}{(fault.Line > 0 ? $" (line {fault.Line})" : "")}", 2);
        foreach (var miss in standing.Misses.Where(_ => verdict.Faults.Count == 0 && verdict.OnlyGate is null))
            table.Paragraph(miss, 2);
        foreach (var gate in shown.Where(gate => !gate.Passed))
        {
            foreach (var miss in Rationale.Misses(gate))
                table.Paragraph(miss, 2);
        }

        foreach (var gate in shown.Where(gate => gate.Judged?.RecordedBeside.Any() == true))
            table.Paragraph($"recorded for {gate.Gate.Id}: {string.Join(", ", gate.Judged!.RecordedBeside.Select(figure => $"{figure.Name} {figure.Value}"))}", 2);
        foreach (var deferred in verdict.Deferred.GroupBy(gate => gate.To))
            table.Paragraph($"deferred to {deferred.Key.Text()} ({deferred.Count()}): {string.Join(", ", deferred.Select(gate => gate.Gate.Id))}", 2);
        var planned = runbook.Planned.Where(gate => gate.Day == verdict.Day.Name).Select(gate => gate.Id).ToList();
        if (planned.Count > 0)
            table.Paragraph($"planned, measured by no suite yet ({planned.Count}): {string.Join(", ", planned)}", 2);
    }
}
