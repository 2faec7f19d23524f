namespace Lighthouse.Chaos;

/// <summary>What an experiment saw.</summary>
public sealed record ExperimentResult
{
    /// <summary>The fault's name.</summary>
    public required string Fault { get; init; }

    /// <summary>How far it came.</summary>
    public required ExperimentStatus Status { get; init; }

    /// <summary>Why it came no further; null when it is completed.</summary>
    public required string? Reason { get; init; }

    /// <summary>When the fault was injected, a timestamp of the experiment's clock; null when it was not.</summary>
    public long? InjectedAt { get; init; }

    /// <summary>The proof that the fault took hold; null when none was sought.</summary>
    public EffectProof? Effect { get; init; }

    /// <summary>The proof that it was healed; null when none was sought.</summary>
    public EffectProof? Healing { get; init; }

    /// <summary>From the injection to the proof of its effect.</summary>
    public TimeSpan? UntilEffect { get; init; }

    /// <summary>From the injection to the proof of its healing.</summary>
    public TimeSpan? UntilHealed { get; init; }

    /// <summary>From the injection to the first moment after which the steady state held; null when none was asked for or it did not come back in time.</summary>
    public TimeSpan? Recovery { get; init; }
}
