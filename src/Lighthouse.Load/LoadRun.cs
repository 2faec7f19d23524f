using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Load.Running;

namespace Lighthouse.Load;

/// <summary>Puts a load on a target and measures how it answers.</summary>
public static class LoadRun
{
    /// <summary>Starts an iteration at each intended time, whatever the earlier ones do. Latency counts from the intended start.</summary>
    /// <param name="model">When iterations start.</param>
    /// <param name="step">What an iteration does. An exception is a failure of the kind of its type.</param>
    /// <param name="options">Limits and grace.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Breaks the run off without a result; use <see cref="LoadOptions.Stop"/> to end it with one.</param>
    /// <exception cref="ArgumentException">An option is outside what is allowed.</exception>
    /// <exception cref="OperationCanceledException">The run was broken off.</exception>
    public static Task<LoadResult> OpenAsync(
        OpenModel model,
        Func<Iteration, CancellationToken, Task<IterationOutcome>> step,
        LoadOptions options,
        TimeProvider time,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        return RunAsync((execution, _) => new Pacer(model, execution).RunAsync(), step, options, time, cancellation);
    }

    /// <summary>Runs a fixed number of agents, each of which starts its next iteration when its last one ended.</summary>
    /// <param name="model">How many agents, and for how long.</param>
    /// <param name="step">What an iteration does. An exception is a failure of the kind of its type.</param>
    /// <param name="options">Limits and grace; <see cref="LoadOptions.MaxInFlight"/> does not apply, the number of agents is the limit.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Breaks the run off without a result; use <see cref="LoadOptions.Stop"/> to end it with one.</param>
    /// <exception cref="ArgumentException">An option is outside what is allowed.</exception>
    /// <exception cref="OperationCanceledException">The run was broken off.</exception>
    public static Task<LoadResult> ClosedAsync(
        ClosedModel model,
        Func<Iteration, CancellationToken, Task<IterationOutcome>> step,
        LoadOptions options,
        TimeProvider time,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        return RunAsync(
            (execution, watched) => new AgentLoop(model, execution, time).RunAsync(watched, cancellation),
            step, options, time, cancellation);
    }

    private static async Task<LoadResult> RunAsync(
        Func<LoadExecution, LoadOptions, Task> arrivals,
        Func<Iteration, CancellationToken, Task<IterationOutcome>> step,
        LoadOptions options,
        TimeProvider time,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        options.Validate();
        cancellation.ThrowIfCancellationRequested();

        using var watch = new RunWatch(options, time);
        var watched = watch.Options;
        using var execution = new LoadExecution(step, watched, time, cancellation);
        using var scheduling = new SchedulingProbe(execution.Records.SchedulingDelay);
        watch.Start(execution.Records);
        await arrivals(execution, watched);
        await execution.FinishAsync();
        scheduling.Dispose();
        return watch.Result(execution.Abandoned);
    }
}
