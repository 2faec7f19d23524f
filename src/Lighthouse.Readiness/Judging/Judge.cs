using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Judging;

/// <summary>Turns evidence into verdicts. Pure: the same runbook and evidence give the same verdicts.</summary>
public static class Judge
{
    /// <summary>The verdict of a whole whose parts have these: Failed before NotRun before Inconclusive before Passed; nothing at all is NotRun.</summary>
    public static Verdict Worst(IEnumerable<Verdict> verdicts) => throw new NotSupportedException();

    /// <summary>Judges one criterion by every measurement of its metric; the worst counts, so that measuring again cannot mend a miss.</summary>
    public static CriterionVerdict Criterion(Criterion criterion, IReadOnlyList<EvidenceRecord> measurements) => throw new NotSupportedException();

    /// <summary>Judges a day by its log.</summary>
    /// <param name="runbook">The runbook.</param>
    /// <param name="day">The day.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="reading">The log as read and checked; null when there is none.</param>
    /// <param name="onlyGate">Judge just this gate; null for all that the profile evaluates.</param>
    public static DayVerdict Day(Runbook runbook, Day day, Profile profile, EvidenceReading? reading, string? onlyGate = null) => throw new NotSupportedException();
}
