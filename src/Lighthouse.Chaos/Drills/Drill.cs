using Lighthouse.Chaos.SteadyState;

namespace Lighthouse.Chaos.Drills;

/// <summary>Goes through the steps of a procedure on a running target, times each, and believes none that it has not seen. It stops at the first that fails.</summary>
/// <param name="time">The clock.</param>
public sealed class Drill(TimeProvider time)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    /// <summary>Runs the steps in their order.</summary>
    /// <param name="steps">At least one, with names of their own.</param>
    /// <param name="cancellation">Breaks off.</param>
    /// <exception cref="ArgumentException">There is no step, two have one name, or one has no time.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<IReadOnlyList<StepResult>> RunAsync(IReadOnlyList<DrillStep> steps, CancellationToken cancellation)
    {
        Validate(steps);
        var results = new List<StepResult>();
        foreach (var step in steps)
            results.Add(results.All(one => one.Outcome == StepOutcome.Done) ? await GoAsync(step, cancellation) : new StepResult(step.Name, StepOutcome.NotReached, TimeSpan.Zero, "a step before it failed"));
        return results;
    }

    private async Task<StepResult> GoAsync(DrillStep step, CancellationToken cancellation)
    {
        var clock = RecoveryClock.Start(time);
        using var bound = new CancellationTokenSource(step.Within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellation);
        try
        {
            await step.ActAsync(either.Token).WaitAsync(either.Token);
            var seen = await step.CheckAsync(either.Token).WaitAsync(either.Token);
            return new StepResult(step.Name, seen.IsProven ? StepOutcome.Done : StepOutcome.Failed, clock.Elapsed, seen.Detail);
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new StepResult(step.Name, StepOutcome.Failed, clock.Elapsed, $"it was not done within {step.Within.TotalSeconds:0.#} s");
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return new StepResult(step.Name, StepOutcome.Failed, clock.Elapsed, exception.Message);
        }
    }

    private static void Validate(IReadOnlyList<DrillStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count == 0)
            throw new ArgumentException("LHC4801: a drill without steps proves nothing; give at least one.", nameof(steps));
        if (steps.GroupBy(step => step.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new ArgumentException($"LHC4802: two steps are called '{twice.Key}'; each needs a name of its own.", nameof(steps));
        if (steps.FirstOrDefault(step => step.Within <= TimeSpan.Zero || step.Within > s_longest) is { } wrong)
            throw new ArgumentException($"LHC4803: step '{wrong.Name}' has {wrong.Within}; above 0 to 1 h is allowed.", nameof(steps));
    }
}
