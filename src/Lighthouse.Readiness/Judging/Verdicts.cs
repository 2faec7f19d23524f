using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>The judgement of one criterion.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Point">The measured number; null when there is none.</param>
/// <param name="Lower">Lower confidence bound, where the criterion has one.</param>
/// <param name="Upper">Upper confidence bound, where the criterion has one.</param>
/// <param name="Samples">How many observations it rests on.</param>
/// <param name="Reason">One sentence; for Inconclusive also what would settle it.</param>
/// <param name="Evidence">Sequence numbers of the records it rests on.</param>
public sealed record CriterionVerdict(
    Criterion Criterion, Verdict Verdict, Quantity? Point, Quantity? Lower, Quantity? Upper, long Samples, string Reason, IReadOnlyList<long> Evidence);

/// <summary>The judgement of one gate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Verdict">The worst of its criteria and its tests.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Criteria">One per criterion, in order.</param>
/// <param name="Tests">Its tests, in order.</param>
public sealed record GateVerdict(
    Gate Gate, Verdict Verdict, string Reason, IReadOnlyList<CriterionVerdict> Criteria, IReadOnlyList<TestEnded> Tests);

/// <summary>A gate that the profile does not evaluate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="To">The profile that evaluates it.</param>
public sealed record DeferredGate(Gate Gate, Profile To);

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
    /// <summary>Passed when there is at least one gate and every gate passed.</summary>
    public Verdict Verdict => Gates.Count == 0 ? Verdict.NotRun : Judge.Worst(Gates.Select(gate => gate.Verdict));
}
