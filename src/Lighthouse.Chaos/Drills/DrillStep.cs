namespace Lighthouse.Chaos.Drills;

/// <summary>A step of a procedure that is practised on a running target.</summary>
/// <param name="Name">What it is called in the procedure.</param>
/// <param name="ActAsync">Does it.</param>
/// <param name="CheckAsync">Looks, by another way than the step itself took, whether it is done.</param>
/// <param name="Within">How long acting and checking may take together.</param>
public sealed record DrillStep(string Name, Func<CancellationToken, Task> ActAsync, Func<CancellationToken, Task<EffectProof>> CheckAsync, TimeSpan Within);
