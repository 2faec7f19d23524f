namespace Lighthouse.Chaos;

/// <summary>What an experiment does beside injecting and healing its fault.</summary>
public sealed record ExperimentOptions
{
    /// <summary>Tells whether the target serves as it should. It must say so before the fault, and recovery is over when it says so for <see cref="SteadyFor"/>. Default: none, and no recovery time.</summary>
    public Func<CancellationToken, Task<bool>>? SteadyState { get; init; }

    /// <summary>What is done while the fault is in effect; its exception ends the experiment after healing. Default: nothing.</summary>
    public Func<CancellationToken, Task>? WhileInEffect { get; init; }

    /// <summary>How long the steady state has to hold. Default 1 s.</summary>
    public TimeSpan SteadyFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause between two looks at the steady state. Default 20 ms.</summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long recovery may take, counted from the injection. Default 60 s.</summary>
    public TimeSpan RecoverWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long healing and its proof may take each, also after a cancellation. Default 60 s.</summary>
    public TimeSpan HealWithin { get; init; } = TimeSpan.FromSeconds(60);

    internal void Validate()
    {
        foreach (var (name, value) in new[] { (nameof(SteadyFor), SteadyFor), (nameof(ProbeEvery), ProbeEvery), (nameof(RecoverWithin), RecoverWithin), (nameof(HealWithin), HealWithin) })
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
                throw new ArgumentException($"LHC4001: {name} is {value}; it must be above 0 and at most 1 h.");
        }
    }
}
