namespace Lighthouse.Readiness.Judging.Statistics;

/// <summary>The level of a confidence bound.</summary>
internal static class Confidence
{
    /// <summary>Refuses a level at which a bound would say nothing or could not exist.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not from 0.5 to below 1.</exception>
    public static void Require(double confidence)
    {
        if (confidence is not (>= 0.5 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "LH1008: a confidence level lies between 0.5 and 1.");
    }
}
