namespace Lighthouse.Readiness.Runbooks;

/// <summary>Which number of a metric a criterion looks at.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Percentile">For <see cref="StatisticKind.Percentile"/>: the percentile, such as 99.9; otherwise 0.</param>
public readonly record struct Statistic(StatisticKind Kind, double Percentile = 0)
{
    /// <summary>As written in a runbook: <c>p99.9</c>, <c>mean</c>, <c>max</c>, <c>min</c>, <c>samples</c>; empty for the value itself.</summary>
    public override string ToString() => Kind switch
    {
        StatisticKind.Value => "",
        StatisticKind.Percentile => FormattableString.Invariant($"p{Percentile}"),
        _ => Kind.ToString().ToLowerInvariant(),
    };
}

/// <summary>The kinds of <see cref="Statistic"/>.</summary>
public enum StatisticKind
{
    /// <summary>The value of a scalar or of a proportion.</summary>
    Value,

    /// <summary>A percentile of a distribution.</summary>
    Percentile,

    /// <summary>The arithmetic mean of a distribution.</summary>
    Mean,

    /// <summary>The largest sample of a distribution.</summary>
    Max,

    /// <summary>The smallest sample of a distribution.</summary>
    Min,

    /// <summary>How many samples there were: attempts of a scalar, trials of a proportion, size of a distribution.</summary>
    Samples,
}
