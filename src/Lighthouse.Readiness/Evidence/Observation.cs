using System.Text.Json.Serialization;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Evidence;

/// <summary>What was seen of a metric.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "shape", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(ScalarObservation), "scalar")]
[JsonDerivedType(typeof(ProportionObservation), "proportion")]
[JsonDerivedType(typeof(DistributionObservation), "distribution")]
[JsonDerivedType(typeof(EstimateObservation), "estimate")]
public abstract record Observation
{
    private protected Observation()
    {
    }

    /// <summary>How many single observations it sums up. None means that nothing was measured.</summary>
    [JsonIgnore]
    public abstract long Samples { get; }
}

/// <summary>One number, and how many attempts it sums up (0 accepted of 4,000 attempts: value 0, samples 4,000).</summary>
/// <param name="Value">The number.</param>
/// <param name="Attempts">How many attempts it rests on.</param>
public sealed record ScalarObservation(Quantity Value, long Attempts) : Observation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override long Samples => Attempts;
}

/// <summary>So many of so many: 3 errors in 12,400 requests.</summary>
/// <param name="Hits">How many had the property.</param>
/// <param name="Trials">How many were looked at.</param>
public sealed record ProportionObservation(long Hits, long Trials) : Observation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override long Samples => Trials;
}

/// <summary>Many numbers, as a histogram.</summary>
/// <param name="Distribution">The histogram.</param>
public sealed record DistributionObservation(Distribution Distribution) : Observation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override long Samples => Distribution.Count;
}

/// <summary>A number that was computed from many observations, such as a slope or a ratio, and how far the truth may lie from it.</summary>
/// <param name="Value">The best single value.</param>
/// <param name="Lower">At this confidence the truth is not below it; null when there were too few observations to say so.</param>
/// <param name="Upper">At this confidence the truth is not above it; null likewise.</param>
/// <param name="Confidence">Confidence of each bound alone, from 0.5 to below 1.</param>
/// <param name="Count">How many observations it rests on.</param>
public sealed record EstimateObservation(Quantity Value, Quantity? Lower, Quantity? Upper, double Confidence, long Count) : Observation
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override long Samples => Count;
}
