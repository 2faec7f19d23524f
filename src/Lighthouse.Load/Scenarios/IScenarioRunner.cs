namespace Lighthouse.Load.Scenarios;

/// <summary>A scenario while it runs.</summary>
internal interface IScenarioRunner : IAsyncDisposable
{
    /// <summary>Goes through it once.</summary>
    Task<IterationOutcome> RunAsync(Iteration iteration, CancellationToken cancellation);

    /// <summary>What its steps have come to.</summary>
    ScenarioResult Result();
}
