namespace Lighthouse.Load;

/// <summary>Ends a run that need not go on. It is a brake and no verdict: what the run measured until then is judged like any other.</summary>
public sealed class LoadThreshold
{
    private readonly Func<LoadProgress, bool> _exceeded;

    private LoadThreshold(string name, Func<LoadProgress, bool> exceeded)
    {
        Name = name;
        _exceeded = exceeded;
    }

    /// <summary>What is exceeded, in words.</summary>
    public string Name { get; }

    /// <summary>Any condition.</summary>
    /// <param name="name">In words, for the result.</param>
    /// <param name="exceeded">True ends the run.</param>
    public static LoadThreshold When(string name, Func<LoadProgress, bool> exceeded)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(exceeded);
        return new LoadThreshold(name, exceeded);
    }

    /// <summary>More than a share of what has ended failed.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="afterIterations">Not looked at before this many have ended. Default 100.</param>
    public static LoadThreshold FailuresAbove(double share, long afterIterations = 100)
    {
        if (!(share is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "LHL3016: a share of failures lies between 0 and 1.");
        return When(
            FormattableString.Invariant($"failures above {share:0.##%}"),
            progress => progress.Succeeded + progress.Failed >= afterIterations && progress.FailedShare > share);
    }

    /// <summary>A percentile of the latency from the intended start lies above a limit.</summary>
    /// <param name="percent">Above 0 and at most 100.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="afterIterations">Not looked at before this many have ended. Default 100.</param>
    public static LoadThreshold LatencyAbove(double percent, TimeSpan limit, long afterIterations = 100)
    {
        if (!(percent is > 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "LHL3017: a percentile lies above 0 and is at most 100.");
        return When(
            FormattableString.Invariant($"p{percent} above {limit.TotalMilliseconds} ms"),
            progress => progress.Latency.Count >= Math.Max(1, afterIterations) && progress.Latency.Percentile(percent) > limit);
    }

    internal bool IsExceeded(LoadProgress progress) => _exceeded(progress);
}
