using Lighthouse.Readiness.Estimation;

namespace Lighthouse.Readiness.Results.Reading;

/// <summary>Checks percentiles that a tool wrote.</summary>
internal static class Summaries
{
    /// <summary>The summary, when its percentiles ascend.</summary>
    /// <exception cref="FormatException">They do not: a higher percentile of the same numbers is never smaller.</exception>
    public static PercentileSummary Checked(PercentileSummary summary)
    {
        var inOrder = summary.Points.OrderBy(point => point.Percentile).ToList();
        foreach (var (lower, higher) in inOrder.Zip(inOrder.Skip(1)))
        {
            if (higher.Value < lower.Value)
                throw new FormatException(FormattableString.Invariant($"p{higher.Percentile} is {higher.Value}, below p{lower.Percentile} {lower.Value}"));
        }

        return summary;
    }
}
