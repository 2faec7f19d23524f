using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.Exhaustion;

/// <summary>Which process runs out of what.</summary>
public sealed record ExhaustionOptions
{
    /// <summary>The process, with its identity taken when this run started it; another with the same id is refused.</summary>
    public required ProcessIdentity Process { get; init; }

    /// <summary>What it may have.</summary>
    public required ResourceLimit Limit { get; init; }

    /// <summary>Lets the process need more, once; how it ends does not matter.</summary>
    public required Func<CancellationToken, Task> PressAsync { get; init; }

    /// <summary>Sees that the target refused something for want of it. Default: only its end counts.</summary>
    public Func<CancellationToken, Task<bool>>? IsRefusingAsync { get; init; }

    /// <summary>Starts the target again where it ended, as its supervisor does; returns when it was started.</summary>
    public required Func<CancellationToken, Task> RestartAsync { get; init; }

    /// <summary>Tells whether the target serves again.</summary>
    public required Func<CancellationToken, Task<bool>> IsHealthyAsync { get; init; }

    /// <summary>How long effect and healing may take each to show. Default 30 s.</summary>
    public TimeSpan ShowWithin { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        Process.RequireHarmable("LHC5101");
        if (ShowWithin <= TimeSpan.Zero || ShowWithin > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHC5102: ShowWithin is {ShowWithin}; it must be above 0 and at most 1 h.");
    }
}
