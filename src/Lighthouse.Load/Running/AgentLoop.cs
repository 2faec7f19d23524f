using Lighthouse.Load.Arrivals;

namespace Lighthouse.Load.Running;

/// <summary>The agents of a closed run.</summary>
internal sealed class AgentLoop(ClosedModel model, LoadExecution execution)
{
    private volatile bool _over;

    /// <summary>Runs until every agent is done, the time is over or the execution was told to stop. Iterations may still be in flight then.</summary>
    public async Task RunAsync(LoadOptions options, TimeProvider time, CancellationToken cancellation)
    {
        execution.Promised = model.Count * (model.IterationsEach ?? 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(options.Stop, cancellation);
        var agents = Task.WhenAll(Enumerable.Range(0, model.Count).Select(agent => Task.Run(() => RunAgentAsync(agent))));
        try
        {
            await agents.WaitAsync(model.Duration, time, stop.Token);
        }
        catch (Exception exception) when (exception is TimeoutException || stop.IsCancellationRequested)
        {
            // The end of the time and a wish to stop both mean that no agent starts another iteration.
        }

        _over = true;
    }

    private async Task RunAgentAsync(int agent)
    {
        // Between two iterations nothing of this agent is in flight, and yet it is not done.
        using var busy = execution.Hold();
        var intended = TimeSpan.Zero;
        for (var number = 0L; number < (model.IterationsEach ?? long.MaxValue) && !_over && !execution.IsStopping && intended < model.Duration; number++)
        {
            execution.Record.AddIntended();
            await execution.RunAsync(new Iteration(number, agent, intended));
            intended = execution.Elapsed;

            // A step that always ends at once would otherwise keep the thread to itself.
            await Task.Yield();
        }
    }
}
