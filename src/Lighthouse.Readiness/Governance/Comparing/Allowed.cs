using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Governance.Comparing;

/// <summary>The numbers that a criterion allows, in the base unit of its dimension: an interval, each end of which may belong to it or not.</summary>
internal readonly record struct Allowed(double Low, bool WithLow, double High, bool WithHigh)
{
    // 0.3 s and 300 ms differ in their last binary digit; nobody means such a difference.
    private const double Rounding = 1e-12;

    public static Allowed By(Criterion criterion)
    {
        var threshold = criterion.Threshold.InBaseUnit;
        return criterion.Comparison switch
        {
            Comparison.Less => new Allowed(double.NegativeInfinity, false, threshold, false),
            Comparison.LessOrEqual => new Allowed(double.NegativeInfinity, false, threshold, true),
            Comparison.Equal => new Allowed(threshold, true, threshold, true),
            Comparison.GreaterOrEqual => new Allowed(threshold, true, double.PositiveInfinity, false),
            Comparison.Greater => new Allowed(threshold, false, double.PositiveInfinity, false),
            _ => throw new ArgumentOutOfRangeException(nameof(criterion), criterion.Comparison, "LH1013: no such comparison."),
        };
    }

    /// <summary>What both allow.</summary>
    public Allowed And(Allowed other)
    {
        var (low, withLow) = Compare(Low, other.Low) switch { > 0 => (Low, WithLow), < 0 => (other.Low, other.WithLow), _ => (Low, WithLow && other.WithLow) };
        var (high, withHigh) = Compare(High, other.High) switch { < 0 => (High, WithHigh), > 0 => (other.High, other.WithHigh), _ => (High, WithHigh && other.WithHigh) };
        return new Allowed(low, withLow, high, withHigh);
    }

    /// <summary>Whether everything that this allows is allowed by the other too; so nothing new is let pass.</summary>
    public bool IsWithin(Allowed other) =>
        Compare(Low, High) is var width && (width > 0 || (width == 0 && !(WithLow && WithHigh)) || (IsAbove(other) && IsBelow(other)));

    private bool IsAbove(Allowed other) => Compare(Low, other.Low) switch { > 0 => true, < 0 => false, _ => !WithLow || other.WithLow };

    private bool IsBelow(Allowed other) => Compare(High, other.High) switch { < 0 => true, > 0 => false, _ => !WithHigh || other.WithHigh };

    private static int Compare(double one, double other) =>
        double.IsFinite(one) && double.IsFinite(other) && Math.Abs(one - other) <= Rounding * Math.Max(Math.Abs(one), Math.Abs(other)) ? 0 : one.CompareTo(other);
}
