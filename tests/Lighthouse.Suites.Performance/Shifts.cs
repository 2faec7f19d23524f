using Lighthouse.Bridge.Client;
using Lighthouse.Load;

namespace Lighthouse.Suites.Performance;

/// <summary>Shifts that follow one another for as long as a run takes.</summary>
/// <param name="client">The way to the bridge.</param>
/// <param name="agents">Who works.</param>
/// <param name="sockets">How many of them also listen at a socket.</param>
/// <param name="length">After which the next shift takes over.</param>
internal sealed class Shifts(BridgeClient client, IReadOnlyList<AgentCredential> agents, int sockets, TimeSpan length) : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(8), PauseAfterProblem = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource stop = new();
    private volatile Shift? present;
    private Task changing = Task.CompletedTask;

    /// <summary>Begins the first shift.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        present = await Shift.BeginAsync(client, agents, sockets, cancellation);
        changing = ChangeAsync();
    }

    /// <summary>Lets the present shift do a piece of work.</summary>
    public async Task<IterationOutcome> DoAsync(Iteration iteration, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(AnswerLimit);
        try
        {
            await present!.AskAsync(iteration.Number, limit.Token);
            return IterationOutcome.Succeeded;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return IterationOutcome.Failed("no answer in time");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await changing;
        if (present is { } last)
            await last.DisposeAsync();
        stop.Dispose();
    }

    private async Task ChangeAsync()
    {
        var wait = length;
        while (await WaitedAsync(wait))
        {
            try
            {
                var (before, next) = (present!, await Shift.BeginAsync(client, agents, sockets, stop.Token));
                present = next;
                // What the shift before has begun, it ends.
                await WaitedAsync(AnswerLimit);
                await before.DisposeAsync();
                wait = length;
            }
            catch (Exception problem) when (problem is BridgeException or HttpRequestException or TimeoutException or IOException or OperationCanceledException)
            {
                // The bridge is away: the present shift finds out, and it is counted there.
                wait = PauseAfterProblem;
            }
        }
    }

    private async Task<bool> WaitedAsync(TimeSpan time)
    {
        try
        {
            await Task.Delay(time, stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
