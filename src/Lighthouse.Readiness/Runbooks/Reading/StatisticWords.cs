using System.Globalization;
using System.Text.RegularExpressions;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Statistics as a criterion names them after its metric.</summary>
internal static partial class StatisticWords
{
    /// <summary>Reads <c>p50</c>, <c>p99.9</c>, <c>mean</c>, <c>max</c>, <c>min</c>, <c>samples</c>.</summary>
    internal static bool TryRead(string word, out Statistic statistic)
    {
        statistic = word switch
        {
            "mean" => new Statistic(StatisticKind.Mean),
            "max" => new Statistic(StatisticKind.Max),
            "min" => new Statistic(StatisticKind.Min),
            "samples" => new Statistic(StatisticKind.Samples),
            _ => new Statistic(StatisticKind.Value),
        };
        if (statistic.Kind != StatisticKind.Value)
            return true;
        if (!Percentile().IsMatch(word) || double.Parse(word.AsSpan(1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) is not (> 0 and < 100 and var percentile))
            return false;
        statistic = new Statistic(StatisticKind.Percentile, percentile);
        return true;
    }

    /// <summary>The statistics of a shape, for a message.</summary>
    internal static string Allowed(MetricShape shape) => shape == MetricShape.Distribution
        ? "a percentile between p0 and p100 (p50, p99.9), mean, max, min, samples"
        : "samples, or none for the value itself";

    /// <summary>Whether a metric of that shape has the statistic.</summary>
    internal static bool Has(MetricShape shape, StatisticKind kind) => kind == StatisticKind.Samples || (kind == StatisticKind.Value) != (shape == MetricShape.Distribution);

    /// <summary>The subject of a criterion without its statistic.</summary>
    internal static string Strip(string subject)
    {
        for (var dot = subject.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = subject.IndexOf('.', dot + 1))
        {
            if (TryRead(subject[(dot + 1)..], out _))
                return subject[..dot];
        }

        return subject;
    }

    [GeneratedRegex(@"^p[0-9]{1,2}(?:\.[0-9]{1,4})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Percentile();
}
