using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>How far a number is from its limit, drawn small: the limit as a stroke, the interval as a bar, the number as a dot. The words beside it say the same.</summary>
internal static class LimitMeter
{
    private const double Width = 144;
    private const double Middle = 9;
    private const double Edge = 4;
    private const double LimitAt = 0.72;

    /// <summary>The drawing; null where there is no number, or nothing to be far from: a limit of zero, a number of samples.</summary>
    public static Element? Of(CriterionVerdict verdict)
    {
        var criterion = verdict.Criterion;
        if (verdict.Point is not { } point || !(criterion.Threshold.InBaseUnit > 0) || criterion.Comparison == Comparison.Equal || criterion.Statistic.Kind == StatisticKind.Samples)
            return null;
        var drawing = Svg.Of("svg").With("class", $"meter {Mark.Of(verdict.Verdict).Class}").With("viewBox", $"0 0 {Svg.N(Width)} 18").With("aria-hidden", "true")
            .With("preserveAspectRatio", "xMinYMid meet")
            .Add(Svg.Line("track", Edge, Middle, Width - Edge, Middle), Svg.Line("limit", Width * LimitAt, 2, Width * LimitAt, 16));
        if (verdict is { Lower: { } lower, Upper: { } upper })
            drawing.Add(Svg.Line("range", Place(criterion, lower), Middle, Place(criterion, upper), Middle));
        return drawing.Add(Svg.Dot("dot", Place(criterion, point), Middle, 4));
    }

    // Left of the stroke is allowed, whichever way the criterion goes; what is far beyond stays at the edge.
    private static double Place(Criterion criterion, Quantity number) => Math.Clamp(Share(criterion, number) * LimitAt * Width, Edge, Width - Edge);

    /// <summary>1 at the limit, below 1 where it is allowed.</summary>
    private static double Share(Criterion criterion, Quantity number)
    {
        var (limit, value) = (criterion.Threshold.InBaseUnit, number.InBaseUnit);
        if (criterion.Comparison is Comparison.Less or Comparison.LessOrEqual)
            return value / limit;
        // Of 99.5 % that must succeed the half per cent that may fail is what tells.
        return criterion.Threshold.Unit.Dimension == Dimension.Ratio && limit is > 0.5 and < 1 ? (1 - value) / (1 - limit)
            : value > 0 ? limit / value
            : double.MaxValue;
    }
}
