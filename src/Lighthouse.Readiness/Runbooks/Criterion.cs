using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Runbooks;

/// <summary>One condition of a gate, such as <c>elicitation.end_to_end.p99 &lt; 300 ms at 95 % confidence</c>.</summary>
/// <param name="Text">As written in the runbook, white space folded.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Statistic">Which number of it.</param>
/// <param name="Comparison">How it must stand to the threshold.</param>
/// <param name="Threshold">What is allowed.</param>
/// <param name="Confidence">Level of the one-sided confidence bound that is compared, 0.5 to 0.9999. Used for percentiles and proportions; default 0.95.</param>
/// <param name="Location">Where it stands.</param>
public sealed record Criterion(
    string Text, string Metric, Statistic Statistic, Comparison Comparison, Quantity Threshold, double Confidence, SourceLocation Location)
{
    /// <summary>The confidence of a criterion that names none.</summary>
    public const double DefaultConfidence = 0.95;

    /// <summary>In one fixed form, made of its parts: reading it back gives the same criterion.</summary>
    public override string ToString()
    {
        var statistic = Statistic.ToString();
        var subject = statistic.Length == 0 ? Metric : $"{Metric}.{statistic}";
        var confidence = Confidence == DefaultConfidence ? "" : FormattableString.Invariant($" at {(decimal)Confidence * 100:0.####} % confidence");
        return $"{subject} {Comparison.Symbol()} {Threshold.ToExactString()}{confidence}";
    }
}
