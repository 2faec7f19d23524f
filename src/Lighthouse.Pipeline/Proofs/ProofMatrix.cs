using System.Text;
using Lighthouse.Readiness.Decisions;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>The matrix of defects and gates for the console.</summary>
internal static class ProofMatrix
{
    public static string Render(Decision clean, IReadOnlyList<Proof> proofs, IReadOnlyList<string> unproven)
    {
        var text = new StringBuilder();
        text.AppendLine($"Proof of the gates: the system as it is: {(clean.Outcome == Outcome.Go ? "GO" : "NOT GO")}");
        text.AppendLine($"  {"defect",-32}{"gate expected",-32}{"gates that fired",-24}result");
        foreach (var proof in proofs)
            text.AppendLine($"  {proof.Defect.Name,-32}{proof.Defect.CaughtBy,-32}{string.Join(' ', proof.Fired),-24}{(proof.IsCaught ? "caught" : "ESCAPED")}");
        text.AppendLine($"  {proofs.Count(proof => proof.IsCaught)} of {proofs.Count} caught");
        text.Append(unproven.Count == 0
            ? "  Every measured gate has a defect that it must catch."
            : $"  Unproven, no defect is seeded for: {string.Join(", ", unproven)}");
        return text.ToString();
    }
}
