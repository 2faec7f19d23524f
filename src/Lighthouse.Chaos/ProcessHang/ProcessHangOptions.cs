using Lighthouse.Chaos.ProcessKill;
using Lighthouse.Chaos.Processes;

namespace Lighthouse.Chaos.ProcessHang;

/// <summary>Which process hangs.</summary>
public sealed record ProcessHangOptions
{
    /// <summary>The process, with its identity taken when this run started it; another with the same id is refused.</summary>
    public required ProcessIdentity Process { get; init; }

    /// <summary>Where it is written down that the process is stopped.</summary>
    public required StopJournal Journal { get; init; }

    /// <summary>The loopback port that the process listens on.</summary>
    public required int Port { get; init; }

    /// <summary>Asks the target by a connection of its own; true when an answer came.</summary>
    public required Func<CancellationToken, Task<bool>> AnswersAsync { get; init; }

    /// <summary>How long an answer may take before there is none. Default 300 ms.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>How long an answer in time may take to come before the fault, and the healing to show. Default 10 s.</summary>
    public TimeSpan ShowWithin { get; init; } = TimeSpan.FromSeconds(10);

    internal void Validate()
    {
        Process.RequireHarmable("LHC4611");
        if (Port is < 1 or > 65_535)
            throw new ArgumentException($"LHC4612: port {Port} does not exist; 1 to 65535 are allowed.");
        if (AnswerWithin <= TimeSpan.Zero || ShowWithin <= AnswerWithin || ShowWithin > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHC4613: AnswerWithin is {AnswerWithin} and ShowWithin {ShowWithin}; above 0, ShowWithin the longer and at most 1 h.");
    }
}
