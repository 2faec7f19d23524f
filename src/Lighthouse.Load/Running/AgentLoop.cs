using Lighthouse.Load.Arrivals;

namespace Lighthouse.Load.Running;

/// <summary>The agents of a closed run.</summary>
internal sealed class AgentLoop(ClosedModel model, LoadExecution execution, TimeProvider time)
{
    private volatile bool _over;

    /// <summary>Runs until every agent is done, the time is over or the execution was told to stop. Iterations may still be in flight then.</summary>
    public async Task RunAsync(LoadOptions options, CancellationToken cancellation)
    {
        execution.Promised = model.Count * (model.IterationsEach ?? 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(options.Stop, cancellation);
        var stopped = stop.Token;
        var agents = Task.WhenAll(Enumerable.Range(0, model.Count).Select(agent => Task.Run(() => RunAgentAsync(agent, stopped))));
        try
        {
            await agents.WaitAsync(model.Duration, time, stopped);
        }
        catch (Exception exception) when (exception is TimeoutException || stop.IsCancellationRequested)
        {
            // The end of the time and a wish to stop both mean that no agent starts another iteration.
        }

        _over = true;

        // Agents that wait for their next iteration need not.
        await stop.CancelAsync();
    }

    private async Task RunAgentAsync(int number, CancellationToken stop)
    {
        // Between two iterations nothing of this agent is in flight, and yet it is not done.
        using var busy = execution.Hold();
        var agent = model.AgentAt(number);
        var think = model.Think?.OfAgent(agent);
        var intended = model.FirstStartOf(number);
        for (var iteration = 0L; iteration < (model.IterationsEach ?? long.MaxValue) && intended < model.Duration; iteration++)
        {
            if (!await ReachAsync(intended, stop))
                return;
            execution.Records.Of(intended).AddIntended();
            await execution.RunAsync(new Iteration(iteration, agent, intended));
            intended = execution.Elapsed + (think?.Invoke() ?? TimeSpan.Zero);

            // A step that always ends at once would otherwise keep the thread to itself.
            await Task.Yield();
        }
    }

    private async Task<bool> ReachAsync(TimeSpan intended, CancellationToken stop)
    {
        // A timer of the pool is milliseconds late, and a person's pause is not known better than that; the lateness is in the latency.
        // It counts whole milliseconds, and would come early by what is cut off.
        while (!_over && !execution.IsStopping && intended - execution.Elapsed is var left && left > TimeSpan.Zero)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !_over && !execution.IsStopping;
    }
}
