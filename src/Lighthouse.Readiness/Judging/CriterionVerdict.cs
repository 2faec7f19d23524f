using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>The judgement of one criterion.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Point">The measured number, in the threshold's unit; null when there is none.</param>
/// <param name="Lower">Lower confidence bound, where the criterion has one.</param>
/// <param name="Upper">Upper confidence bound, where the criterion has one.</param>
/// <param name="Samples">How many observations it rests on.</param>
/// <param name="Reason">One sentence; for Inconclusive also what would settle it.</param>
/// <param name="Evidence">Sequence numbers of the records it rests on.</param>
public sealed record CriterionVerdict(
    Criterion Criterion, Verdict Verdict, Quantity? Point, Quantity? Lower, Quantity? Upper, long Samples, string Reason, IReadOnlyList<long> Evidence)
{
    /// <summary>How many observations each of its measurements had; of the worst of them are the numbers above.</summary>
    public IReadOnlyList<long> SamplesOfEach { get; init; } = [Samples];
}
