namespace Lighthouse.Chaos.Scoring;

/// <summary>What a scenario came to, as far as the score asks.</summary>
/// <param name="Name">The scenario.</param>
/// <param name="Experiments">Faults that were to be injected; at least one.</param>
/// <param name="Recovered">Those after which the target was back within the time given.</param>
/// <param name="SlowestRecovery">The longest time from an injection to the steady state.</param>
/// <param name="Integrity">What became of acknowledged work.</param>
public sealed record ScenarioResult(string Name, int Experiments, int Recovered, TimeSpan SlowestRecovery, Integrity Integrity)
{
    /// <summary>Whether something of it could not be measured, so that its part may be anything.</summary>
    public bool IsInDoubt { get; init; }
}
