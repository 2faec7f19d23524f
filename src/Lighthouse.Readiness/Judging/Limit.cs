namespace Lighthouse.Readiness.Judging;

/// <summary>Something about a whole day that keeps its gates from passing, whatever was measured.</summary>
/// <param name="AtBest">The best verdict that a gate can still have.</param>
/// <param name="Reason">One sentence.</param>
internal sealed record Limit(Verdict AtBest, string Reason);
