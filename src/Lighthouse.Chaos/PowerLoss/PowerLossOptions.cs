using Lighthouse.Chaos.ProcessKill;

namespace Lighthouse.Chaos.PowerLoss;

/// <summary>Whose disk loses its power.</summary>
public sealed record PowerLossOptions
{
    /// <summary>The process, with its identity taken when this run started it by <see cref="ImageDisk.Command"/>; another with the same id is refused.</summary>
    public required ProcessIdentity Process { get; init; }

    /// <summary>The file of its disk.</summary>
    public required string Image { get; init; }

    /// <summary>The folder that the disk lies over.</summary>
    public required string Folder { get; init; }

    /// <summary>Starts the target again; returns when it was started, not necessarily when it serves.</summary>
    public required Func<CancellationToken, Task> RestartAsync { get; init; }

    /// <summary>Tells whether the target serves again.</summary>
    public required Func<CancellationToken, Task<bool>> IsHealthyAsync { get; init; }

    /// <summary>How long effect and healing may take each to show. Default 30 s.</summary>
    public TimeSpan ShowWithin { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        Process.RequireHarmable("LHC5211");
        if (ShowWithin <= TimeSpan.Zero || ShowWithin > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHC5212: ShowWithin is {ShowWithin}; it must be above 0 and at most 1 h.");
    }
}
