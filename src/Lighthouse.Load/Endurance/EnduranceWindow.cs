namespace Lighthouse.Load.Endurance;

/// <summary>A part of a long run, as it is written down.</summary>
internal sealed record EnduranceWindow
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>How long it was.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>Iterations that ended well in it.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Iterations that ended badly in it.</summary>
    public required long Failed { get; init; }

    /// <summary>Latency from the intended start of those that ended in it, as <see cref="Recording.LatencyHistogram.Encode"/> writes it.</summary>
    public required string Latency { get; init; }

    /// <summary>Which instance of the target ran at its end, in words of the caller; empty when none could be seen.</summary>
    public required string Instance { get; init; }

    /// <summary>Resident memory of the target at its end, in bytes; 0 when it could not be seen.</summary>
    public required long ResidentBytes { get; init; }

    /// <summary>The start of the process that made the load, counted from 1.</summary>
    public required int Attempt { get; init; }
}
