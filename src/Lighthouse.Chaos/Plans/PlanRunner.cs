namespace Lighthouse.Chaos.Plans;

/// <summary>Runs a plan: the hypothesis must hold, then the method, the hypothesis again, and the rollbacks whatever happened.</summary>
/// <param name="catalogue">What its activities may call.</param>
/// <param name="time">The clock.</param>
public sealed class PlanRunner(ActivityCatalogue catalogue, TimeProvider time)
{
    /// <summary>Checks that everything in a plan can be done here. Called by <see cref="RunAsync"/> before anything happens.</summary>
    /// <exception cref="ChaosException">Something cannot; all of it is named.</exception>
    public void Validate(ExperimentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var missing = plan.SteadyState.Probes.Concat(plan.Method).Concat(plan.Rollbacks).Select(catalogue.Missing).OfType<string>().ToList();
        if (missing.Count > 0)
            throw new ChaosException($"LHC5371: {string.Join("; ", missing)}.");
    }

    /// <summary>Runs it once.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellation">Interrupts the method; the rollbacks are done all the same.</param>
    /// <exception cref="ChaosException">Something in it cannot be done here; nothing has happened.</exception>
    public async Task<PlanJournal> RunAsync(ExperimentPlan plan, CancellationToken cancellation)
    {
        Validate(plan);
        var start = time.GetUtcNow();
        var before = await HypothesisAsync(plan, cancellation);
        if (!before.IsMet)
            return new PlanJournal(plan, cancellation.IsCancellationRequested ? PlanStatus.Aborted : PlanStatus.Failed, start, time.GetUtcNow(), before, After: null, [], []);
        var method = await MethodAsync(plan.Method, cancellation);
        var after = cancellation.IsCancellationRequested ? null : await HypothesisAsync(plan, cancellation);
        var rollbacks = new List<ActivityRun>();
        foreach (var rollback in plan.Rollbacks)
            rollbacks.Add(await CarryOutAsync(rollback, CancellationToken.None));
        return new PlanJournal(plan, cancellation.IsCancellationRequested ? PlanStatus.Aborted : PlanStatus.Completed, start, time.GetUtcNow(), before, after, method, rollbacks);
    }

    private async Task<HypothesisRun> HypothesisAsync(ExperimentPlan plan, CancellationToken cancellation)
    {
        var runs = new List<ActivityRun>();
        foreach (var probe in plan.SteadyState.Probes)
        {
            runs.Add(await CarryOutAsync(probe, cancellation));
            if (runs[^1].IsTolerated != true)
                return new HypothesisRun(IsMet: false, runs);
        }

        return new HypothesisRun(IsMet: true, runs);
    }

    private async Task<IReadOnlyList<ActivityRun>> MethodAsync(IReadOnlyList<Activity> method, CancellationToken cancellation)
    {
        var runs = new List<Task<ActivityRun>>();
        foreach (var activity in method)
        {
            if (cancellation.IsCancellationRequested)
                break;
            runs.Add(CarryOutAsync(activity, cancellation));
            if (!activity.IsBackground)
                await runs[^1];
        }

        return await Task.WhenAll(runs);
    }

    private async Task<ActivityRun> CarryOutAsync(Activity activity, CancellationToken cancellation)
    {
        var start = time.GetUtcNow();
        try
        {
            await Task.Delay(activity.PauseBefore, time, cancellation);
            start = time.GetUtcNow();
            var output = await catalogue.RunAsync(activity, cancellation);
            var run = new ActivityRun(activity, start, time.GetUtcNow(), output, Problem: null);
            await Task.Delay(activity.PauseAfter, time, cancellation);
            return run;
        }
        catch (Exception problem)
        {
            return new ActivityRun(activity, start, time.GetUtcNow(), Output: null, problem.Message);
        }
    }
}
