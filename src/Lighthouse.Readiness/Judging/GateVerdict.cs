using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>The judgement of one gate.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Verdict">The worst of its criteria and its tests.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Criteria">One per criterion, in order.</param>
/// <param name="Tests">Its tests, in order.</param>
public sealed record GateVerdict(
    Gate Gate, Verdict Verdict, string Reason, IReadOnlyList<CriterionVerdict> Criteria, IReadOnlyList<TestEnded> Tests)
{
    /// <summary>Every number that its tests recorded, also those that no criterion looks at.</summary>
    public IReadOnlyList<RecordedFigure> Recorded { get; init; } = [];

    /// <summary>What its tests found, worst first.</summary>
    public IReadOnlyList<FoundFinding> Findings { get; init; } = [];

    /// <summary>The distributions that its tests recorded, whole.</summary>
    public IReadOnlyList<RecordedDistribution> Distributions { get; init; } = [];

    /// <summary>When its tests measured; null when none did.</summary>
    public Period? Period { get; init; }

    /// <summary>How things went along an axis, in the order of the log.</summary>
    public IReadOnlyList<FoundSeries> Series { get; init; } = [];

    /// <summary>The recorded numbers that no criterion shows already.</summary>
    public IEnumerable<RecordedFigure> RecordedBeside =>
        Recorded.Where(figure => Criteria.All(criterion => $"{criterion.Criterion.Metric}.{criterion.Criterion.Statistic}".TrimEnd('.') != figure.Name));
}
