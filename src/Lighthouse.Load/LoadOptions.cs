namespace Lighthouse.Load;

/// <summary>How a load run behaves at its edges.</summary>
public sealed record LoadOptions
{
    /// <summary>The most iterations of an open run that may be in flight; one that would exceed it is counted as dropped. Default: no limit.</summary>
    public int? MaxInFlight { get; init; }

    /// <summary>How long iterations may still run after the last start. Those that take longer count as timed out. Default 10 s.</summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The p99 of the generator's own lateness above which its numbers are doubted. Default 50 ms.</summary>
    public TimeSpan MaxStartDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends the run early and in good order: starts that are not yet due are no longer intended, the result covers what was. Default: never.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Iterations whose intended start lies before this are run and shown, and count for nothing. Default 0.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>Hears several times a second how the run stands; it must return quickly. Default: nobody.</summary>
    public IProgress<LoadProgress>? Progress { get; init; }

    /// <summary>How often progress is told and thresholds are looked at. Default 500 ms.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What ends the run early when it is exceeded. Default: nothing.</summary>
    public IReadOnlyList<LoadThreshold> Thresholds { get; init; } = [];

    /// <summary>Checks the values.</summary>
    /// <exception cref="ArgumentException">A value is outside what is allowed.</exception>
    internal void Validate()
    {
        if (MaxInFlight < 1)
            throw new ArgumentException($"LHL3011: MaxInFlight is {MaxInFlight}; it must be at least 1, or null for no limit.");
        if (GracePeriod < TimeSpan.Zero || GracePeriod > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHL3012: GracePeriod is {GracePeriod}; it must lie between 0 and 1 h.");
        if (MaxStartDelay <= TimeSpan.Zero)
            throw new ArgumentException($"LHL3013: MaxStartDelay is {MaxStartDelay}; it must be above 0.");
        if (WarmUp < TimeSpan.Zero || WarmUp > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHL3014: WarmUp is {WarmUp}; it must lie between 0 and 1 h.");
        if (ProgressInterval < TimeSpan.FromMilliseconds(10) || ProgressInterval > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHL3015: ProgressInterval is {ProgressInterval}; it must lie between 10 ms and 1 h.");
    }
}
