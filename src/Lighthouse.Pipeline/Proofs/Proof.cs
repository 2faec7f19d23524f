using Lighthouse.Readiness.Judging;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>How the gates took a seeded defect.</summary>
/// <param name="Defect">The defect.</param>
/// <param name="Fired">Ids of the gates that failed.</param>
/// <param name="Expected">The verdict of the gate that must catch it.</param>
/// <param name="Reason">That gate's reason.</param>
/// <param name="IsNoGo">Whether the decision with this gate's verdict in place of the clean one is NO-GO.</param>
internal sealed record Proof(Defect Defect, IReadOnlyList<string> Fired, Verdict Expected, string Reason, bool IsNoGo)
{
    /// <summary>Caught only by the gate it belongs to failing; an inconclusive gate has not caught it.</summary>
    public bool IsCaught => Expected == Verdict.Failed && IsNoGo;
}
