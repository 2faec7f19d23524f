using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;

namespace Lighthouse.Load.Scenarios;

/// <summary>Runs a mix of scenarios.</summary>
public static class ScenarioRun
{
    /// <summary>Begins an iteration at each intended time, whatever the earlier ones do.</summary>
    /// <param name="scenarios">At least one; their weights make the mix.</param>
    /// <param name="model">When iterations start.</param>
    /// <param name="options">Limits and grace.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Breaks the run off without a result.</param>
    /// <exception cref="ArgumentException">A scenario or an option is outside what is allowed.</exception>
    public static Task<MixResult> OpenAsync(
        IReadOnlyList<Scenario> scenarios, OpenModel model, LoadOptions options, TimeProvider time, CancellationToken cancellation) =>
        RunAsync(scenarios, sessionsByAgent: false, time, step => LoadRun.OpenAsync(model, step, options, time, cancellation));

    /// <summary>Runs a number of agents, each of which begins its next iteration when its last one ended.</summary>
    /// <param name="scenarios">At least one; their weights make the mix.</param>
    /// <param name="model">How many agents, and for how long.</param>
    /// <param name="options">Limits and grace.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Breaks the run off without a result.</param>
    /// <exception cref="ArgumentException">A scenario or an option is outside what is allowed.</exception>
    public static Task<MixResult> ClosedAsync(
        IReadOnlyList<Scenario> scenarios, ClosedModel model, LoadOptions options, TimeProvider time, CancellationToken cancellation) =>
        RunAsync(scenarios, sessionsByAgent: true, time, step => LoadRun.ClosedAsync(model, step, options, time, cancellation));

    private static async Task<MixResult> RunAsync(
        IReadOnlyList<Scenario> scenarios,
        bool sessionsByAgent,
        TimeProvider time,
        Func<Func<Iteration, CancellationToken, Task<IterationOutcome>>, Task<LoadResult>> run)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        ArgumentNullException.ThrowIfNull(time);
        var mix = new Mix(scenarios);
        var runners = scenarios.Select(scenario => scenario.Runner(time, sessionsByAgent)).ToList();
        try
        {
            var load = await run((iteration, token) => runners[mix.Of(iteration)].RunAsync(iteration, token));
            return new MixResult(load, [.. runners.Select(runner => runner.Result())]);
        }
        finally
        {
            foreach (var runner in runners)
                await runner.DisposeAsync();
        }
    }
}
