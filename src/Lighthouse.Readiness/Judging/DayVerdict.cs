using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>The judgement of one day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Gates">The evaluated gates, in order.</param>
/// <param name="Deferred">The gates left to a larger profile.</param>
/// <param name="Faults">What is wrong with the day's evidence; with any, no gate of it passes.</param>
/// <param name="Head">The end of the evidence that was judged; null when there was no log.</param>
/// <param name="Opened">When the day began; null when there was no log.</param>
/// <param name="OnlyGate">The one gate that was asked for, or null.</param>
public sealed record DayVerdict(
    Day Day, IReadOnlyList<GateVerdict> Gates, IReadOnlyList<DeferredGate> Deferred, IReadOnlyList<EvidenceFault> Faults,
    EvidenceHead? Head, DateTimeOffset? Opened, string? OnlyGate)
{
    /// <summary>Documents that the day's tests made, by file name; of several with one name the last.</summary>
    public IReadOnlyDictionary<string, string> Attachments { get; init; } = new Dictionary<string, string>();

    /// <summary>Passed when there is at least one gate and every gate passed.</summary>
    public Verdict Verdict => Judge.Worst(Gates.Select(gate => gate.Verdict));
}

/// <summary>A gate that the profile does not evaluate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="To">The profile that evaluates it.</param>
public sealed record DeferredGate(Gate Gate, Profile To);
