using System.Globalization;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>How measured and allowed numbers are written for people.</summary>
internal static class Figures
{
    /// <summary>Such as <c>&lt; 300 ms</c>.</summary>
    public static string Allowed(Criterion criterion) => $"{criterion.Comparison.Symbol()} {criterion.Threshold}";

    /// <summary>Such as <c>41 ms (38..46, n=12,400)</c>; <c>not measured</c> when there is no number.</summary>
    public static string Measured(CriterionVerdict verdict)
    {
        if (verdict.Point is not { } point)
            return "not measured";
        var facts = new List<string>(2);
        if (Interval(verdict, point.Unit) is { } interval)
            facts.Add(interval);
        // A criterion on the number of samples would only say the same number twice.
        if (verdict.Criterion.Statistic.Kind != StatisticKind.Samples)
            facts.Add($"n={Number(verdict.Samples)}");
        return facts.Count == 0 ? point.ToString() : $"{point} ({string.Join(", ", facts)})";
    }

    /// <summary>Metric and statistic, such as <c>elicitation.end_to_end.p99</c>.</summary>
    public static string Subject(Criterion criterion) =>
        criterion.Statistic.Kind == StatisticKind.Value ? criterion.Metric : $"{criterion.Metric}.{criterion.Statistic}";

    /// <summary>With thousands separators.</summary>
    public static string Number(long value) => value.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string? Interval(CriterionVerdict verdict, Unit unit) => verdict is { Lower: null, Upper: null }
        ? null
        : $"{Bound(verdict.Lower, unit)}..{Bound(verdict.Upper, unit)}";

    private static string Bound(Quantity? bound, Unit unit)
    {
        if (bound is not { } quantity)
            return "";
        var text = (quantity.Unit.Dimension == unit.Dimension ? quantity.In(unit) : quantity).ToString();
        return unit.Symbol.Length > 0 && text.EndsWith($" {unit.Symbol}", StringComparison.Ordinal) ? text[..^(unit.Symbol.Length + 1)] : text;
    }
}
