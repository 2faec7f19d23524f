using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Readiness.Decisions;

/// <summary>How much of the runbook a decision is about, so that nobody reads it as more.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Required">Gates that the profile requires.</param>
/// <param name="Left">Gates that the profile leaves out; <see cref="Gate.DeferredTo"/> says to which profile.</param>
/// <param name="Planned">Gates that no suite measures yet.</param>
internal sealed record Scope(Profile Profile, IReadOnlyList<Gate> Required, IReadOnlyList<Gate> Left, IReadOnlyList<PlannedGate> Planned)
{
    /// <summary>Every gate that the runbook demands, measured or not.</summary>
    public int Total => Required.Count + Left.Count + Planned.Count;

    public static Scope Of(Runbook runbook, Profile profile) => new(
        profile, [.. runbook.Gates.Where(gate => gate.IsEvaluatedIn(profile))],
        [.. runbook.Gates.Where(gate => !gate.IsEvaluatedIn(profile))], runbook.Planned);

    /// <summary>Such as <c>GO over 12 of 60 gates for profile quick; 48 planned, measured by no suite yet: ...; 2 deferred to full: ...</c></summary>
    public string Sentence(Outcome outcome)
    {
        // Only a GO is over its gates: without one, some of them may not have been measured.
        var parts = new List<string>
        {
            outcome == Outcome.Go
                ? $"GO over {Required.Count} of {Total} gates for profile {Profile.Text()}"
                : $"{outcome.Text()}: profile {Profile.Text()} requires {Required.Count} of {Total} gates",
        };
        if (Planned.Count > 0)
            parts.Add($"{Planned.Count} planned, measured by no suite yet: {string.Join(", ", Planned.Select(gate => gate.Id))}");
        parts.AddRange(LeftByProfile().Select(left => $"{left.Gates.Count} {left.Where}: {string.Join(", ", left.Gates.Select(gate => gate.Id))}"));
        return string.Join("; ", parts) + ".";
    }

    /// <summary>The gates left out, grouped by where they go: <c>deferred to standard</c>, <c>deferred to full</c>, or nowhere.</summary>
    public IEnumerable<(string Where, IReadOnlyList<Gate> Gates)> LeftByProfile() => Left
        .GroupBy(gate => gate.DeferredTo(Profile))
        .OrderBy(group => group.Key ?? (Profile)int.MaxValue)
        .Select(group => (Destination(group.Key), (IReadOnlyList<Gate>)[.. group]));

    private static string Destination(Profile? to) => to is { } larger ? $"deferred to {larger.Text()}" : "measured only in a smaller profile";
}

/// <summary>How a profile is written.</summary>
internal static class ProfileText
{
    /// <summary>As on the command line: <c>quick</c>, <c>standard</c>, <c>full</c>.</summary>
    public static string Text(this Profile profile) => profile.ToString().ToLowerInvariant();
}
