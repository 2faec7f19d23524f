using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks.Yaml;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads the <c>error_budget</c> of the decision and holds the criteria against it.</summary>
internal static class ErrorBudgetSection
{
    // Confidences are decimal fractions in binary: 1 - 0.95 is a little more than 0.05.
    private const double Rounding = 1e-9;

    internal static ErrorBudget? Read(Node? node, Mistakes mistakes)
    {
        if (MapReader.Open(node, KeySet.ErrorBudget, mistakes) is not { } map)
            return null;
        return new ErrorBudget(Share(map, "refused", mistakes), Share(map, "missed", mistakes));
    }

    /// <summary>A criterion that misses more often than the budget allows is a mistake of the runbook: no measurement could mend it.</summary>
    internal static void Check(Runbook runbook, Mistakes mistakes)
    {
        if (runbook.Decision.ErrorBudget is not { Missed: > 0 } budget)
            return;
        foreach (var criterion in runbook.Gates.SelectMany(gate => gate.Criteria))
        {
            if (ErrorRates.IsStatistical(criterion, runbook) && 1 - criterion.Confidence > budget.Missed + Rounding)
                mistakes.Add(RunbookCodes.ErrorBudget, criterion.Location, FormattableString.Invariant($"'{Shown.Short(criterion.Text)}' passes what is beyond its limit in up to {(1 - criterion.Confidence) * 100:0.####} % of runs; the error budget allows {budget.Missed * 100:0.####} %. Raise its confidence."));
        }
    }

    private static double Share(MapReader map, string key, Mistakes mistakes)
    {
        if (map.Quantity(key) is not { } share)
            return 0;
        if (share.Unit.Dimension != Dimension.Ratio || share.InBaseUnit is not (> 0 and < 1))
            mistakes.Add(RunbookCodes.ErrorBudget, map.LocationOf(key), $"'{key}' of the error budget is {share}; allowed is a share above 0 % and below 100 %, such as '2 %'.");
        return share.InBaseUnit;
    }
}
