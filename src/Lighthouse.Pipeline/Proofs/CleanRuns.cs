using Lighthouse.Readiness.Decisions;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>How the system as it is fared, measured as often as was asked for.</summary>
/// <param name="Runs">Each run, in the order of measuring; at least one.</param>
internal sealed record CleanRuns(IReadOnlyList<CleanRun> Runs)
{
    /// <summary>How many runs were sound: a GO, or where only a part was measured, all of it passed.</summary>
    public int Sound => Runs.Count(run => run.IsSound);

    /// <summary>How many runs were neither passed nor failed at first and were measured once more.</summary>
    public int Repeated => Runs.Count(run => run.WasRepeated);

    /// <summary>Whether every run was sound. One of many that was not is the one that counts.</summary>
    public bool AreAllSound => Runs.Count > 0 && Sound == Runs.Count;

    /// <summary>What the defects are compared with: the first run that was not sound, else the last.</summary>
    public Decision Decision => (Runs.FirstOrDefault(run => !run.IsSound) ?? Runs[^1]).Decision;

    /// <summary>One sentence for people.</summary>
    public string Text => $"{(AreAllSound ? "" : "NOT ")}{Good} ({Sound} of {Runs.Count} runs {Good}{(Repeated == 0 ? "" : $", {Repeated} of them measured twice because the first said neither")})";

    private string Good => Runs.Any(run => run.IsPart) ? "PASSED" : "GO";
}

/// <summary>One run on the system as it is.</summary>
/// <param name="Name">Its folder below the proofs.</param>
/// <param name="Decision">What came out. Of a part of the runbook it is no GO whatever was measured, for the rest was not.</param>
/// <param name="IsSound">Whether it is good enough: a GO, or where only a part was measured, all of it passed.</param>
/// <param name="WasRepeated">Whether it was measured once more because the first measurement was inconclusive.</param>
internal sealed record CleanRun(string Name, Decision Decision, bool IsSound, bool WasRepeated)
{
    /// <summary>Whether only a part of the runbook was asked for.</summary>
    public bool IsPart { get; init; }
}
