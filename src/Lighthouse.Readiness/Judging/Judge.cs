using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>Turns evidence into verdicts. Pure: the same runbook and evidence give the same verdicts.</summary>
public static class Judge
{
    private static readonly Verdict[] WorstFirst = [Verdict.Failed, Verdict.NotRun, Verdict.Inconclusive, Verdict.Passed];

    /// <summary>The verdict of a whole whose parts have these: Failed before NotRun before Inconclusive before Passed; nothing at all is NotRun.</summary>
    public static Verdict Worst(IEnumerable<Verdict> verdicts)
    {
        int[] ranks = [.. verdicts.Select(Rank)];
        return ranks.Length == 0 ? Verdict.NotRun : WorstFirst[ranks.Min()];
    }

    /// <summary>Judges one criterion by every measurement of its metric; the worst counts, so that measuring again cannot mend a miss.</summary>
    /// <param name="criterion">The criterion.</param>
    /// <param name="measurements">Records in any order; those that are no measurement of its metric are passed over.</param>
    public static CriterionVerdict Criterion(Criterion criterion, IReadOnlyList<EvidenceRecord> measurements) =>
        CriterionJudge.Judge(criterion, measurements);

    /// <summary>Judges a day by its log.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="day">The day.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="reading">The log as read and checked; null when there is none.</param>
    /// <param name="onlyGate">Judge just this gate; null for all that the profile evaluates.</param>
    public static DayVerdict Day(Runbook runbook, Day day, Profile profile, EvidenceReading? reading, string? onlyGate = null) =>
        DayJudge.Judge(runbook, day, profile, reading, onlyGate);

    /// <summary>0 for the worst; a value outside the set counts as NotRun.</summary>
    internal static int Rank(Verdict verdict) => verdict switch
    {
        Verdict.Failed => 0,
        Verdict.Inconclusive => 2,
        Verdict.Passed => 3,
        _ => 1,
    };
}
