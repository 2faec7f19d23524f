using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Triage;

/// <summary>Tells from a judged day what happened to the findings. Pure.</summary>
public static class FindingTriage
{
    /// <summary>What a day adds to the trail. A finding is closed only by a gate that passed, or that failed for other findings alone; a gate that said nothing closes nothing.</summary>
    /// <param name="register">What is known so far.</param>
    /// <param name="day">The judged day.</param>
    /// <param name="identity">The run.</param>
    /// <param name="target">What was tested.</param>
    /// <param name="at">Now.</param>
    public static IReadOnlyList<TriageEntry> Next(FindingRegister register, DayVerdict day, RunIdentity identity, string target, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(day);
        // What damaged evidence says may be true or not: nothing is opened or closed on it.
        if (day.Faults.Count > 0)
            return [];
        return [.. day.Gates.SelectMany(gate => OfGate(new Teller(register, identity, target, at), gate))];
    }

    private static IEnumerable<TriageEntry> OfGate(Teller teller, GateVerdict gate)
    {
        var found = gate.Findings.DistinctBy(one => one.Finding.Fingerprint()).ToList();
        foreach (var entry in found.SelectMany(one => teller.Seen(gate.Gate, one)))
            yield return entry;
        if (!HasLooked(gate))
            yield break;
        var seen = found.Select(one => one.Finding.Fingerprint()).ToHashSet();
        foreach (var gone in teller.OpenOf(gate.Gate.Id).Where(known => !seen.Contains(known.First.Finding)))
            yield return teller.Closed(gone);
    }

    // A red test may have ended before it tried everything, unless all that turned it red is what it counted.
    private static bool HasLooked(GateVerdict gate) => gate.Verdict switch
    {
        Verdict.Passed => true,
        Verdict.Failed => gate.Criteria.All(criterion => criterion.Verdict is Verdict.Passed or Verdict.Failed)
            && gate.Tests.All(test => test.Outcome is TestOutcome.Passed or TestOutcome.Failed),
        _ => false,
    };

    private sealed class Teller(FindingRegister register, RunIdentity identity, string target, DateTimeOffset at)
    {
        public IEnumerable<RegisteredFinding> OpenOf(string gate) => register.On(target).Where(known => known.IsOpen && known.First.Gate == gate).ToList();

        public TriageEntry Closed(RegisteredFinding known) => known.Last with
        {
            At = at, RunId = identity.RunId, Commit = identity.Commit, Event = TriageEvent.Closed, Due = null, Detail = "its gate looked again and did not find it",
        };

        public IEnumerable<TriageEntry> Seen(Gate gate, FoundFinding found)
        {
            var known = register.Find(target, found.Finding.Fingerprint());
            var isNew = known is not { IsOpen: true };
            var due = isNew ? DueOf(found.Finding.Severity) : known!.Last.Due;
            if (isNew)
                yield return Entry(known is null ? TriageEvent.Opened : TriageEvent.Reopened, due, "");
            var wasWaived = !isNew && known!.IsWaived;
            if (found.Waiver is { } waiver && !wasWaived)
                yield return Entry(TriageEvent.Waived, due, $"by {waiver.Owner} until {waiver.Expires:yyyy-MM-dd}: {waiver.Reason}");
            if (found.Waiver is null && wasWaived)
                yield return Entry(TriageEvent.WaiverEnded, due, "");

            TriageEntry Entry(TriageEvent what, DateOnly? by, string detail) => new(
                at, identity.RunId, identity.Commit, target, found.Finding.Fingerprint(), what, gate.Id, found.Finding.Title, found.Finding.Severity, gate.Owner, by, detail);
        }

        private DateOnly? DueOf(Severity severity) =>
            TriageRules.DaysToMend(severity) is { } days ? DateOnly.FromDateTime(at.UtcDateTime).AddDays(days) : null;
    }
}
