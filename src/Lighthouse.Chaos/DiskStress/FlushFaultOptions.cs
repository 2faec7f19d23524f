using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.DiskStress;

/// <summary>Whose flushes to the disk fail or are slow.</summary>
public sealed record FlushFaultOptions
{
    /// <summary>The process, with its identity taken when this run started it; another with the same id is refused.</summary>
    public required ProcessIdentity Process { get; init; }

    /// <summary>How much longer each flush takes; null lets each fail with EIO. 1 ms to 10 s.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Where the tracer writes what the process's flushes returned.</summary>
    public required string TraceFile { get; init; }

    /// <summary>Makes the process flush something, such as storing an event; how it ends does not matter.</summary>
    public required Func<CancellationToken, Task> FlushAsync { get; init; }

    /// <summary>Brings the target back where it does not go on by itself, such as by a restart. Default: nothing.</summary>
    public Func<CancellationToken, Task>? RestoreAsync { get; init; }

    /// <summary>Tells whether the target serves again.</summary>
    public required Func<CancellationToken, Task<bool>> IsHealthyAsync { get; init; }

    /// <summary>How long effect and healing may take each to show. Default 20 s.</summary>
    public TimeSpan ShowWithin { get; init; } = TimeSpan.FromSeconds(20);

    internal void Validate()
    {
        Process.RequireHarmable("LHC5031");
        if (Delay is { } delay && (delay < TimeSpan.FromMilliseconds(1) || delay > TimeSpan.FromSeconds(10)))
            throw new ArgumentException($"LHC5032: a delay of {delay} is not allowed; 1 ms to 10 s are.");
        if (ShowWithin <= TimeSpan.Zero || ShowWithin > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHC5033: ShowWithin is {ShowWithin}; it must be above 0 and at most 1 h.");
    }
}
