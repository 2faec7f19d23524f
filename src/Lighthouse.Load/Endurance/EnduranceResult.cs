using Lighthouse.Load.Recording;

namespace Lighthouse.Load.Endurance;

/// <summary>What a long run measured, over every start that it took.</summary>
public sealed record EnduranceResult
{
    /// <summary>When it first began.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>From the first start to the end of the last window.</summary>
    public required TimeSpan Span { get; init; }

    /// <summary>The time that was measured.</summary>
    public required TimeSpan Ran { get; init; }

    /// <summary>The times that were not, longest first; those shorter than a window are left out.</summary>
    public required IReadOnlyList<EnduranceGap> Gaps { get; init; }

    /// <summary>How often the load was started, from 1.</summary>
    public required int Attempts { get; init; }

    /// <summary>Windows that were written down.</summary>
    public required int Windows { get; init; }

    /// <summary>Iterations that ended well.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Iterations that ended badly.</summary>
    public required long Failed { get; init; }

    /// <summary>Times that another instance of the target, or none, was seen although the load had not been started anew.</summary>
    public required int Crashes { get; init; }

    /// <summary>Latency in the first part of the planned time.</summary>
    public LatencyHistogram Early => LatencyHistogram.Together(EarlyBlocks);

    /// <summary>Latency in the last part of it.</summary>
    public LatencyHistogram Late => LatencyHistogram.Together(LateBlocks);

    /// <summary>The first part of the planned time cut into at most 40 blocks of equal length, in order; those in which nothing ended are left out.</summary>
    public required IReadOnlyList<LatencyHistogram> EarlyBlocks { get; init; }

    /// <summary>The last part cut in the same way.</summary>
    public required IReadOnlyList<LatencyHistogram> LateBlocks { get; init; }

    /// <summary>Resident memory over the time, at most 200 evenly spread readings of the newest instance: hours since the first start, bytes.</summary>
    public required IReadOnlyList<(double Hours, long Bytes)> Resident { get; init; }

    /// <summary>Doubts about the generator, of its last start.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }
}
