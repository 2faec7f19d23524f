namespace Lighthouse.Security;

/// <summary>What an attack did and found. No finding means something only when <see cref="Doubts"/> is empty too.</summary>
public sealed record AttackResult
{
    /// <summary>The attempts by kind.</summary>
    public required IReadOnlyList<AttemptGroup> Groups { get; init; }

    /// <summary>What got through.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The legitimate requests that ran beside the forged ones.</summary>
    public required IReadOnlyList<PositiveControl> Controls { get; init; }

    /// <summary>Why the attack does not apply to this target; null when it does.</summary>
    public string? NotApplicable { get; init; }

    /// <summary>How many attempts were made.</summary>
    public int Attempts => Groups.Sum(group => group.Attempts);

    /// <summary>How many attempts got through.</summary>
    public int Accepted => Groups.Sum(group => group.Accepted);

    /// <summary>How many attempts prove nothing either way.</summary>
    public int Unclear => Groups.Sum(group => group.Unclear);

    /// <summary>Reasons why "nothing got through" cannot be believed: failed controls, unclear answers, nothing tried.</summary>
    public IReadOnlyList<string> Doubts => [.. FindDoubts()];

    /// <summary>A result for a target that has nothing to attack.</summary>
    /// <param name="reason">Why.</param>
    public static AttackResult DoesNotApply(string reason) => new() { Groups = [], Findings = [], Controls = [], NotApplicable = reason };

    private IEnumerable<string> FindDoubts()
    {
        if (NotApplicable is not null)
            yield return $"LHS5001: the attack does not apply: {NotApplicable}";
        else if (Attempts == 0)
            yield return "LHS5002: nothing was tried; at least one attempt is needed.";
        if (NotApplicable is null && Controls.Count == 0)
            yield return "LHS5003: no legitimate request ran beside the forged ones; at least one must succeed.";
        foreach (var control in Controls.Where(control => !control.Succeeded))
            yield return $"LHS5004: the legitimate request '{control.Name}' did not work: {control.Detail}";
        foreach (var group in Groups.Where(group => group.Unclear > 0))
            yield return $"LHS5005: {group.Unclear} of {group.Attempts} attempts '{group.Name}' got no answer or one that says neither yes nor no (429, 5xx); look at the target's log.";
    }
}
