namespace Lighthouse.Load.Running;

/// <summary>An iteration from the moment it was due until it is counted, exactly once, as ended, timed out or never started.</summary>
internal sealed class RunningIteration(LoadExecution execution, Iteration iteration) : IThreadPoolWorkItem
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Counted = 2;

    private int _state;
    private TimeSpan _startedAt;

    private RunRecord Record => execution.Records.Of(iteration.IntendedStart);

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    /// <summary>Whether the step was running when the iteration was given up.</summary>
    public bool WasGivenUpRunning { get; private set; }

    /// <summary>Runs the step; never throws.</summary>
    public async Task RunAsync()
    {
        if (TryStart())
            Count(await OutcomeAsync());
        execution.Leave(this);
    }

    /// <summary>Counts what the iteration has cost so far when it is not counted yet.</summary>
    public void GiveUp()
    {
        var before = Interlocked.Exchange(ref _state, Counted);
        if (before == Counted)
            return;
        WasGivenUpRunning = before == Started;
        var now = execution.Elapsed;
        if (before == Waiting)
            Record.AddNeverStarted(Since(iteration.IntendedStart, now));
        else
            Record.AddTimedOut(Since(iteration.IntendedStart, now), Since(_startedAt, now));
    }

    private bool TryStart()
    {
        _startedAt = execution.Elapsed;
        if (Interlocked.CompareExchange(ref _state, Started, Waiting) != Waiting)
            return false;
        Record.AddStarted(iteration.IntendedStart, Later(_startedAt, iteration.IntendedStart));
        return true;
    }

    private async Task<IterationOutcome> OutcomeAsync()
    {
        try
        {
            return await execution.Step(iteration with { StartDelay = Since(iteration.IntendedStart, _startedAt) }, execution.StepToken);
        }
        catch (Exception exception)
        {
            // Whatever a step throws is a fact about the target or the step, never the end of the run.
            return IterationOutcome.Failed(exception.GetType().Name);
        }
    }

    private void Count(IterationOutcome outcome)
    {
        var now = execution.Elapsed;
        if (Interlocked.CompareExchange(ref _state, Counted, Started) == Started)
            Record.AddEnded(outcome, Since(iteration.IntendedStart, now), Since(_startedAt, now));
    }

    // Elapsed is rounded to ticks, so two readings may differ by one in the wrong direction.
    private static TimeSpan Since(TimeSpan then, TimeSpan now) => Later(now, then) - then;

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
