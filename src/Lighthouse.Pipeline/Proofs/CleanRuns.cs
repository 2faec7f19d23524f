using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>How the system as it is fared, measured as often as was asked for.</summary>
/// <param name="Runs">Each run, in the order of measuring; at least one.</param>
internal sealed record CleanRuns(IReadOnlyList<CleanRun> Runs)
{
    /// <summary>How many runs were sound: a GO, or where only a part was measured, all of it passed.</summary>
    public int Sound => Runs.Count(run => run.IsSound);

    /// <summary>What did not pass at first and was measured once more, of all runs.</summary>
    public IReadOnlyList<GateVerdict> AskedAgain => [.. Runs.SelectMany(run => run.AskedAgain)];

    /// <summary>Whether every run was sound. One of many that was not is the one that counts.</summary>
    public bool AreAllSound => Runs.Count > 0 && Sound == Runs.Count;

    /// <summary>What the defects are compared with: the first run that was not sound, else the last.</summary>
    public Decision Decision => (Runs.FirstOrDefault(run => !run.IsSound) ?? Runs[^1]).Decision;

    /// <summary>One sentence for people.</summary>
    public string Text => $"{(AreAllSound ? "" : "NOT ")}{Good} ({Sound} of {Runs.Count} runs {Good}{(AskedAgain.Count == 0 ? "" : $"; measured once more: {string.Join(", ", AskedAgain.Select(gate => $"{gate.Gate.Id}, {gate.Verdict} at first"))}")})";

    private string Good => Runs.Any(run => run.IsPart) ? "PASSED" : "GO";
}

/// <summary>One run on the system as it is.</summary>
/// <param name="Name">Its folder below the proofs.</param>
/// <param name="Decision">What came out. Of a part of the runbook it is no GO whatever was measured, for the rest was not.</param>
/// <param name="IsSound">Whether it is good enough: a GO, or where only a part was measured, all of it passed.</param>
/// <param name="AskedAgain">What the gates said that did not pass at first and were measured once more; the decision is with what they said then.</param>
internal sealed record CleanRun(string Name, Decision Decision, bool IsSound, IReadOnlyList<GateVerdict> AskedAgain)
{
    /// <summary>Whether only a part of the runbook was asked for.</summary>
    public bool IsPart { get; init; }
}
