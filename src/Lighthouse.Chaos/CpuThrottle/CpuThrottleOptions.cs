using Lighthouse.Chaos.ControlGroups;
using Lighthouse.Chaos.ProcessKill;
using Lighthouse.Chaos.Processes;

namespace Lighthouse.Chaos.CpuThrottle;

/// <summary>Which process gets how little processor time.</summary>
public sealed record CpuThrottleOptions
{
    /// <summary>The process, with its identity taken when this run started it; another with the same id is refused.</summary>
    public required ProcessIdentity Process { get; init; }

    /// <summary>Where it is written down that the process is being stopped.</summary>
    public required StopJournal Journal { get; init; }

    /// <summary>Where it is written down that the process is in a control group, which then does the throttling. Default: none, and the process is stopped most of the time.</summary>
    public ControlGroupJournal? Groups { get; init; }

    /// <summary>A fixed piece of work of the target's, such as one request. Timed before the fault and while it lasts.</summary>
    public required Func<CancellationToken, Task> WorkAsync { get; init; }

    /// <summary>Most processor time that the process may have, 1 being a whole core. Default 0.2; 0.01 to 0.9.</summary>
    public double Share { get; init; } = 0.2;

    /// <summary>How long one turn of running and being stopped takes. Default 100 ms; 20 ms to 1 s.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often the fixed work is timed before, during and after. Default 10.</summary>
    public int Samples { get; init; } = 10;

    /// <summary>How long the effect and the healing may take each to show. Default 30 s.</summary>
    public TimeSpan ShowWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it runs in each turn. All its threads run at once, on every core there is: so much less time is a share of one.</summary>
    internal TimeSpan RunsFor => Period * Share / Environment.ProcessorCount;

    internal void Validate()
    {
        Process.RequireHarmable("LHC4501");
        if (Share is not (>= 0.01 and <= 0.9))
            throw new ArgumentException($"LHC4502: a share of {Share} is not allowed; 0.01 to 0.9 of a core are.");
        if (Period < TimeSpan.FromMilliseconds(20) || Period > TimeSpan.FromSeconds(1))
            throw new ArgumentException($"LHC4503: a period of {Period} is not allowed; 20 ms to 1 s are.");
        if (Samples is < 5 or > 1_000 || ShowWithin <= TimeSpan.Zero || ShowWithin > TimeSpan.FromHours(1))
            throw new ArgumentException($"LHC4504: {Samples} samples within {ShowWithin} are not allowed; 5 to 1,000 are, and above 0 to 1 h.");
    }
}
