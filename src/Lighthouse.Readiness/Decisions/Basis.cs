using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>What a decision rests on: every day of the runbook as it stands, and what is wrong beyond single gates.</summary>
/// <param name="Scope">How much of the runbook it is about.</param>
/// <param name="Days">Every day of the runbook, in order, also those that were not run.</param>
/// <param name="Misses">What is wrong beyond single gates.</param>
internal sealed record Basis(Scope Scope, IReadOnlyList<DayStanding> Days, IReadOnlyList<string> Misses)
{
    /// <summary>Every gate that the profile requires.</summary>
    public IEnumerable<GateStanding> Gates => Days.SelectMany(day => day.Gates);

    /// <summary>Every required gate that did not pass, worst severity first, then in the runbook's order.</summary>
    public IEnumerable<GateStanding> Missed => Gates.Where(gate => !gate.Passed).OrderBy(gate => gate.Gate.Severity);

    /// <summary>Whether nothing is missing, at least one day was judged and every day holds.</summary>
    public bool Holds => Misses.Count == 0 && Days.Count > 0 && Days.All(day => day.Holds);

    public static Basis Of(Runbook runbook, RunIdentity identity, IReadOnlyList<DayVerdict> verdicts)
    {
        var days = runbook.Days.Select(day => DayStanding.Of(day, identity.Profile, verdicts)).ToList();
        return new Basis(Scope.Of(runbook, identity.Profile), days, [.. Foreign(runbook, identity, verdicts), .. days.SelectMany(day => day.Misses)]);
    }

    private static IEnumerable<string> Foreign(Runbook runbook, RunIdentity identity, IReadOnlyList<DayVerdict> verdicts)
    {
        if (identity.RunbookDigest != runbook.Digest)
            yield return $"The run measured runbook {identity.RunbookDigest}; the decision is asked for runbook {runbook.Digest}.";
        if (runbook.Days.Count == 0)
            yield return "The runbook has no day; at least 1 is needed.";
        foreach (var name in verdicts.Select(verdict => verdict.Day.Name).Distinct().Where(name => runbook.FindDay(name) is null))
            yield return $"'{name}' was judged, which is no day of the runbook.";
    }
}
