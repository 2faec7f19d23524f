namespace Lighthouse.Chaos.Drills;

/// <summary>What a step of a drill showed.</summary>
/// <param name="Name">The step.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Took">How long it took, its check included.</param>
/// <param name="Detail">What was seen, or why it failed.</param>
public sealed record StepResult(string Name, StepOutcome Outcome, TimeSpan Took, string Detail);
