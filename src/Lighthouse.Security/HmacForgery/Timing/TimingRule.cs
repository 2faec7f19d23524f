namespace Lighthouse.Security.HmacForgery.Timing;

/// <summary>
/// When differences are a signal. Chance alone gives one in fewer than 1 of 1,000 sets of samples (two-sided), so three sets in the same
/// direction, which a finding takes, in fewer than 1 of 1,000,000,000. The middle difference must be at least half of the effect that is
/// claimed to be seen, so that a difference too small to be used is none.
/// </summary>
internal sealed class TimingRule(TimeSpan effect)
{
    private const double ScoreOfOneInAThousand = 3.2905;

    /// <summary>1: longer, -1: shorter, 0: no signal.</summary>
    public int SignalIn(IReadOnlyList<double> differences) =>
        Math.Abs(SignedRank.Score(differences)) > ScoreOfOneInAThousand && Math.Abs(SignedRank.Median(differences)) >= effect.TotalMicroseconds / 2
            ? Math.Sign(SignedRank.Median(differences))
            : 0;

    /// <summary>Whether a difference of the claimed effect, added to samples that have none, would have been seen in both directions.</summary>
    public bool WouldSee(IReadOnlyList<double> same) =>
        SignalIn([.. same.Select(one => one + effect.TotalMicroseconds)]) > 0 && SignalIn([.. same.Select(one => one - effect.TotalMicroseconds)]) < 0;
}
