using Lighthouse.Load.Recording;
using Lighthouse.Load.Results;

namespace Lighthouse.Load.Scenarios;

/// <summary>What a mix of scenarios measured.</summary>
/// <param name="Load">All iterations together; the only place where latency counts from the intended start.</param>
/// <param name="Scenarios">Each scenario by itself.</param>
public sealed record MixResult(LoadResult Load, IReadOnlyList<ScenarioResult> Scenarios);

/// <summary>What one scenario came to, the warm-up included.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Iterations">How often it was begun.</param>
/// <param name="Steps">Its steps in their order; "open session" before them when sessions were opened.</param>
public sealed record ScenarioResult(string Name, long Iterations, IReadOnlyList<StepResult> Steps);

/// <summary>What one step came to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Succeeded">How often it ended well.</param>
/// <param name="FailedByKind">How often it ended badly, by kind.</param>
/// <param name="Time">How long it took, from its own begin: a step is due when the one before it has ended.</param>
public sealed record StepResult(string Name, long Succeeded, IReadOnlyDictionary<string, long> FailedByKind, LatencyHistogram Time);
