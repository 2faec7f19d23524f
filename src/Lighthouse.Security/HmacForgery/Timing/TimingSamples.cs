namespace Lighthouse.Security.HmacForgery.Timing;

/// <summary>Differences within threes of requests: two of the same kind and one of the other, sent in random order one right after the other. Microseconds.</summary>
internal sealed class TimingSamples
{
    /// <summary>Between the two of the same kind: what the machine alone makes of it.</summary>
    public List<double> Same { get; } = [];

    /// <summary>The other kind less the first of the same.</summary>
    public List<double> Other { get; } = [];
}
