using System.Collections.Concurrent;

namespace Lighthouse.Load.Scenarios;

/// <summary>Runs one scenario's iterations, and keeps its sessions.</summary>
internal sealed class ScenarioRunner<TSession>(
    Scenario<TSession> scenario,
    Func<int, CancellationToken, Task<TSession>> open,
    IReadOnlyList<Scenario<TSession>.Part> parts,
    TimeProvider time,
    bool sessionsByAgent) : IScenarioRunner
{
    private readonly ConcurrentBag<TSession> _all = [];
    private readonly ConcurrentBag<TSession> _idle = [];
    private readonly ConcurrentDictionary<int, TSession> _ofAgent = new();
    private readonly ConcurrentDictionary<(int Agent, int Part), Func<TimeSpan>> _thinking = new();
    private readonly StepRecord _opening = new("open session");
    private readonly StepRecord?[] _records = [.. parts.Select(part => part.Name is null ? null : new StepRecord(part.Name))];
    private long _iterations;

    public async Task<IterationOutcome> RunAsync(Iteration iteration, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _iterations);
        TSession? session = default;
        var outcome = HasSession(iteration.Agent, out var known)
            ? IterationOutcome.Succeeded
            : await TimedAsync(_opening, "open session", async () =>
            {
                session = await open(iteration.Agent, cancellation);
                _all.Add(session);
                return IterationOutcome.Succeeded;
            });
        if (!outcome.IsSuccess)
            return outcome;
        session = known ?? session;
        try
        {
            return await StepsAsync(new Visit<TSession>(iteration, session!), cancellation);
        }
        finally
        {
            if (sessionsByAgent)
                _ofAgent[iteration.Agent] = session!;
            else
                _idle.Add(session!);
        }
    }

    public ScenarioResult Result()
    {
        var steps = _records.OfType<StepRecord>().Select(record => record.Result());
        return new ScenarioResult(scenario.Name, Interlocked.Read(ref _iterations), typeof(TSession) == typeof(NoSession) ? [.. steps] : [_opening.Result(), .. steps]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _all)
            if (session is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                (session as IDisposable)?.Dispose();
    }

    private bool HasSession(int agent, out TSession? session) =>
        sessionsByAgent ? _ofAgent.TryGetValue(agent, out session) : _idle.TryTake(out session);

    private async Task<IterationOutcome> StepsAsync(Visit<TSession> visit, CancellationToken cancellation)
    {
        for (var index = 0; index < parts.Count; index++)
        {
            if (parts[index].Think is { } think)
            {
                var draw = _thinking.GetOrAdd((visit.Iteration.Agent, index), key => think.OfAgent(key.Agent));
                await Task.Delay(Drawn(draw), time, cancellation);
                continue;
            }

            var step = parts[index].Step!;
            var outcome = await TimedAsync(_records[index]!, parts[index].Name!, () => step(visit, cancellation));
            if (!outcome.IsSuccess)
                return outcome;
        }

        return IterationOutcome.Succeeded;
    }

    // In an open run several iterations draw from the same source.
    private static TimeSpan Drawn(Func<TimeSpan> draw)
    {
        lock (draw)
            return draw();
    }

    private async Task<IterationOutcome> TimedAsync(StepRecord record, string name, Func<Task<IterationOutcome>> step)
    {
        var begun = time.GetTimestamp();
        IterationOutcome outcome;
        try
        {
            outcome = await step();
        }
        catch (Exception exception)
        {
            // As in a run without steps: what a step throws is a fact about the target or the step.
            outcome = IterationOutcome.Failed(exception.GetType().Name);
        }

        record.Add(outcome, time.GetElapsedTime(begun));
        return outcome.IsSuccess ? outcome : IterationOutcome.Failed($"{name}: {outcome.FailureKind}");
    }
}
