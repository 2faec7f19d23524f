namespace Lighthouse.Chaos.ProcessKill;

/// <summary>Which process is killed, and how it comes back.</summary>
public sealed record ProcessKillOptions
{
    /// <summary>The process, with its identity taken when this run started it; another with the same id is refused.</summary>
    public required ProcessIdentity Process { get; init; }

    /// <summary>The loopback port that the process listens on.</summary>
    public required int Port { get; init; }

    /// <summary>Starts the target again; returns when it was started, not necessarily when it serves.</summary>
    public required Func<CancellationToken, Task> RestartAsync { get; init; }

    /// <summary>Tells whether the target serves again.</summary>
    public required Func<CancellationToken, Task<bool>> IsHealthyAsync { get; init; }

    /// <summary>How long the effect, and the health after the restart, may take each to show. Default 30 s.</summary>
    public TimeSpan ShowWithin { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        if (!OperatingSystem.IsLinux())
            throw new ArgumentException("LHC4111: killing a process is proven through /proc, which only Linux has.");
        if (Process.Id <= 1 || Process.Id == Environment.ProcessId)
            throw new ArgumentException($"LHC4112: process {Process.Id} must not be killed; only one that this run started may be.");
        if (Port is < 1 or > 65_535)
            throw new ArgumentException($"LHC4113: port {Port} does not exist; 1 to 65535 are allowed.");
        if (ShowWithin <= TimeSpan.Zero || ShowWithin > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHC4114: ShowWithin is {ShowWithin}; it must be above 0 and at most 1 h.");
    }
}
