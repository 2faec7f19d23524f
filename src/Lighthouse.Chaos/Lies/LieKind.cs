namespace Lighthouse.Chaos.Lies;

/// <summary>A way of lying, and the words by which a target that sees through it refuses.</summary>
/// <param name="Name">Its name, lower case with hyphens.</param>
/// <param name="Refusals">The target's words for the rule that forbids it; any other answer says nothing about that rule.</param>
public sealed record LieKind(string Name, params IReadOnlyList<string> Refusals);
