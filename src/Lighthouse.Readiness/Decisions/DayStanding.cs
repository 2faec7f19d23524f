using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>How a day of the runbook stands in a profile.</summary>
/// <param name="Day">The day, as in the runbook.</param>
/// <param name="Judged">Its verdict; null when it has none, or more than one.</param>
/// <param name="Gates">Every gate that the profile requires, in order, also those that nobody judged.</param>
/// <param name="Misses">What is wrong with the day as a whole.</param>
internal sealed record DayStanding(Day Day, DayVerdict? Judged, IReadOnlyList<GateStanding> Gates, IReadOnlyList<string> Misses)
{
    /// <summary>Whether nothing is wrong with the day and each of its gates, at least one, passed.</summary>
    public bool Holds => Misses.Count == 0 && Gates.Count > 0 && Gates.All(gate => gate.Passed);

    public static DayStanding Of(Day day, Profile profile, IEnumerable<DayVerdict> verdicts)
    {
        var found = verdicts.Where(verdict => verdict.Day.Name == day.Name).ToList();
        var judged = found.Count == 1 ? found[0] : null;
        var disbelief = Disbelief(day, found);
        var required = day.Gates.Where(gate => gate.IsEvaluatedIn(profile)).ToList();
        var gates = required
            .Select(gate => GateStanding.Of(day, gate, [.. found.SelectMany(verdict => verdict.Gates).Where(verdict => verdict.Gate.Id == gate.Id)], disbelief))
            .ToList();
        return new DayStanding(day, judged, gates, [.. FindMisses(day, profile, judged, required, disbelief)]);
    }

    private static string? Disbelief(Day day, List<DayVerdict> found) => found switch
    {
        [] => $"{day.Name} was not run: there is no evidence of it.",
        [{ Faults: [var first, ..] faults }] =>
            $"{day.Name}'s evidence cannot be believed: {first.Code}: {first.Message}{(faults.Count > 1 ? $" (and {faults.Count - 1} more)" : "")}",
        [{ Head: null } or { Opened: null }] => $"{day.Name} has no evidence log.",
        [_] => null,
        _ => $"{day.Name} was judged {found.Count} times; once is allowed.",
    };

    private static IEnumerable<string> FindMisses(Day day, Profile profile, DayVerdict? judged, List<Gate> required, string? disbelief)
    {
        if (disbelief is not null)
            yield return disbelief;
        if (required.Count == 0)
            yield return $"{day.Name} has no gate that profile {profile.Text()} evaluates; at least 1 is needed.";
        if (judged?.OnlyGate is { } only)
            yield return $"{day.Name} was run for gate '{only}' only; a decision needs all of its gates.";
        foreach (var gate in judged?.Gates ?? [])
        {
            if (!required.Any(known => known.Id == gate.Gate.Id))
                yield return $"{day.Name} was judged by gate '{gate.Gate.Id}', which the runbook does not have in profile {profile.Text()}.";
        }
    }
}
