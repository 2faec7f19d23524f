using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>What a criterion asks of a number.</summary>
internal static class Demand
{
    /// <summary>Whether every number between the bounds meets the criterion; a bound that is missing lies beyond every number.</summary>
    public static bool IsMetByAll(Criterion criterion, Quantity? lower, Quantity? upper) => criterion.Comparison switch
    {
        Comparison.Less => upper?.CompareTo(criterion.Threshold) < 0,
        Comparison.LessOrEqual => upper?.CompareTo(criterion.Threshold) <= 0,
        Comparison.GreaterOrEqual => lower?.CompareTo(criterion.Threshold) >= 0,
        Comparison.Greater => lower?.CompareTo(criterion.Threshold) > 0,
        Comparison.Equal => lower?.CompareTo(criterion.Threshold) == 0 && upper?.CompareTo(criterion.Threshold) == 0,
        _ => false,
    };

    /// <summary>Whether no number between the bounds meets the criterion.</summary>
    public static bool IsMetByNone(Criterion criterion, Quantity? lower, Quantity? upper) => criterion.Comparison switch
    {
        Comparison.Less => lower?.CompareTo(criterion.Threshold) >= 0,
        Comparison.LessOrEqual => lower?.CompareTo(criterion.Threshold) > 0,
        Comparison.GreaterOrEqual => upper?.CompareTo(criterion.Threshold) < 0,
        Comparison.Greater => upper?.CompareTo(criterion.Threshold) <= 0,
        Comparison.Equal => lower?.CompareTo(criterion.Threshold) > 0 || upper?.CompareTo(criterion.Threshold) < 0,
        _ => false,
    };

    /// <summary>How bad a number is among numbers with one verdict: the higher, the nearer to a miss or the further beyond.</summary>
    public static double Badness(Criterion criterion, Quantity number) => criterion.Comparison switch
    {
        Comparison.Less or Comparison.LessOrEqual => number.InBaseUnit,
        Comparison.Equal => Math.Abs(number.InBaseUnit - criterion.Threshold.InBaseUnit),
        _ => -number.InBaseUnit,
    };

    /// <summary>Such as <c>at most 300 ms</c>.</summary>
    public static string Allowed(Criterion criterion) => criterion.Comparison switch
    {
        Comparison.Less => $"less than {criterion.Threshold}",
        Comparison.LessOrEqual => $"at most {criterion.Threshold}",
        Comparison.Equal => $"exactly {criterion.Threshold}",
        Comparison.GreaterOrEqual => $"at least {criterion.Threshold}",
        _ => $"more than {criterion.Threshold}",
    };
}
