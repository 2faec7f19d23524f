using System.Globalization;
using System.Text;
using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>The matrix of defects and gates for the console.</summary>
internal static class ProofMatrix
{
    public static string Render(ProvenGates found, IReadOnlyList<string> unproven)
    {
        var proofs = found.Proofs;
        List<string[]> rows = [["defect", "gate expected", "gates that fired", "result"]];
        rows.AddRange(proofs.Select(proof => new[] { proof.Defect.Name, proof.Defect.CaughtBy, string.Join(' ', proof.Fired), proof.Result }));
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        text.AppendLine($"Proof of the gates: the system as it is: {found.Clean.Text}");
        foreach (var row in rows)
            text.AppendLine(("  " + string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column])))).TrimEnd());
        var late = proofs.Count(proof => proof is { IsCaught: true, Escape: not null });
        text.AppendLine($"  {proofs.Count(proof => proof.IsCaught)} of {proofs.Count} caught{(late == 0 ? "" : $", {late} of them the second time")}");
        if (found.Left.Count > 0)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {found.Left.Count} more not tried to the end: the time ({found.Plan.Time!.Value.TotalMinutes:0} min) was over. The seed of the run draws which are");
        if (found.GatesLeft.Count > 0)
            text.AppendLine($"  Not proven in this time, all of a larger profile: {string.Join(", ", found.GatesLeft)}");
        foreach (var escaped in proofs.Where(proof => proof is { IsCaught: false, NotTried: null }))
            text.AppendLine($"  Escaped: {escaped.Defect.Name}: {escaped.Defect.CaughtBy} is {escaped.Expected}, not {escaped.Defect.CaughtAs} ({Untrusted.ForConsole(escaped.Reason)})");
        foreach (var gate in found.AskedAgain)
            text.AppendLine($"  Measured once more without a defect: {gate.Gate.Id} was {gate.Verdict} ({Untrusted.ForConsole(gate.Reason)})");
        foreach (var once in proofs.Where(proof => proof is { IsCaught: true, Escape: not null }))
            text.AppendLine($"  Escaped once: {once.Defect.Name}: {Untrusted.ForConsole(once.Escape!)}");
        foreach (var reason in proofs.Where(proof => proof.NotTried is not null).GroupBy(proof => (proof.Defect.CaughtBy, proof.NotTried)))
            text.AppendLine($"  Not proven here: {reason.Key.CaughtBy} ({reason.Count()} defects not tried): {reason.Key.NotTried}");
        text.Append(unproven.Count == 0
            ? "  Every measured gate has a defect that it must catch."
            : $"  Unproven, no defect is seeded for: {string.Join(", ", unproven)}");
        return text.ToString();
    }
}
