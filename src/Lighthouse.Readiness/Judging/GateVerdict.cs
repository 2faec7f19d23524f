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
    Gate Gate, Verdict Verdict, string Reason, IReadOnlyList<CriterionVerdict> Criteria, IReadOnlyList<TestEnded> Tests);
