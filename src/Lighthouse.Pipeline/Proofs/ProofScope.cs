using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>How much of the runbook a proof is about: all of it, one day, or one gate.</summary>
/// <param name="Days">The days that are carried out on the system as it is.</param>
/// <param name="Gate">The only gate; null for all of the days.</param>
/// <param name="IsWhole">Whether it is all of the runbook, so that only a GO is good enough.</param>
internal sealed record ProofScope(IReadOnlyList<Day> Days, Gate? Gate, bool IsWhole)
{
    /// <summary>The smallest part of a runbook that holds the gates of these defects.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="day">Name of the day that was asked for; null for none.</param>
    /// <param name="isNarrowed">Whether a gate or a defect was asked for.</param>
    /// <param name="defects">What is to be proven.</param>
    public static ProofScope Of(Runbook runbook, string? day, bool isNarrowed, IReadOnlyList<Defect> defects)
    {
        var gates = defects.Select(defect => defect.CaughtBy).Distinct().ToList();
        if (isNarrowed && gates.Count == 1 && runbook.FindGate(gates[0]) is { } gate)
            return new ProofScope([runbook.FindDay(gate.Day)!], gate, IsWhole: false);
        return day is null ? new ProofScope(runbook.Days, null, IsWhole: true) : new ProofScope([runbook.FindDay(day)!], null, IsWhole: false);
    }

    /// <summary>Whether the system as it is did as well as it must for a defect's NO-GO to mean something.</summary>
    public bool IsSound(Decision decision) => IsWhole
        ? decision.Outcome == Outcome.Go
        : Measured(decision) is { Count: > 0 } gates && gates.All(gate => gate.Verdict == Verdict.Passed);

    /// <summary>What was measured of it.</summary>
    public IReadOnlyList<GateVerdict> Measured(Decision decision) =>
        [.. decision.Gates.Where(gate => Days.Any(day => day.Name == gate.Gate.Day) && (Gate is null || Gate.Id == gate.Gate.Id))];
}
