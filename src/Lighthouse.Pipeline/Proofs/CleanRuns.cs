using Lighthouse.Readiness.Decisions;

namespace Lighthouse.Pipeline.Proofs;

/// <summary>How the system as it is fared, measured as often as was asked for.</summary>
/// <param name="Runs">Each run, in the order of measuring; at least one.</param>
internal sealed record CleanRuns(IReadOnlyList<CleanRun> Runs)
{
    /// <summary>How many runs got a GO.</summary>
    public int Go => Runs.Count(run => run.Decision.Outcome == Outcome.Go);

    /// <summary>How many runs were neither passed nor failed at first and were measured once more.</summary>
    public int Repeated => Runs.Count(run => run.WasRepeated);

    /// <summary>Whether every run got a GO. One of many that did not is the one that counts.</summary>
    public bool AreAllGo => Runs.Count > 0 && Go == Runs.Count;

    /// <summary>What the defects are compared with: the first run that got no GO, else the last.</summary>
    public Decision Decision => (Runs.FirstOrDefault(run => run.Decision.Outcome != Outcome.Go) ?? Runs[^1]).Decision;

    /// <summary>One sentence for people.</summary>
    public string Text => $"{(AreAllGo ? "GO" : "NOT GO")} ({Go} of {Runs.Count} runs GO{(Repeated == 0 ? "" : $", {Repeated} of them measured twice because the first said neither")})";
}

/// <summary>One run on the system as it is.</summary>
/// <param name="Name">Its folder below the proofs.</param>
/// <param name="Decision">What came out.</param>
/// <param name="WasRepeated">Whether it was measured once more because the first measurement was inconclusive.</param>
internal sealed record CleanRun(string Name, Decision Decision, bool WasRepeated);
