using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites;

/// <summary>An agent that listens: a long poll that is asked again as soon as it answers.</summary>
public sealed class Listener : IAsyncDisposable
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PauseAfterProblem = TimeSpan.FromMilliseconds(100);
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;
    private int problems;

    /// <summary>Begins to listen.</summary>
    /// <param name="session">The agent.</param>
    /// <param name="since">Sequence after which events are news.</param>
    /// <param name="heard">What to do with each event; its failures count as problems.</param>
    public Listener(BridgeSession session, long since, Func<BridgeEvent, Task> heard) => loop = Task.Run(() => ListenAsync(session, since, heard));

    /// <summary>Polls and reactions that failed.</summary>
    public int Problems => Volatile.Read(ref problems);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        stop.Dispose();
    }

    private async Task ListenAsync(BridgeSession session, long since, Func<BridgeEvent, Task> heard)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var news = await session.WaitAsync(since, Hold, stop.Token);
                since = news.NextSequence;
                foreach (var one in news.Events)
                    await heard(one);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem) when (problem is BridgeException or HttpRequestException or TimeoutException or IOException)
            {
                Interlocked.Increment(ref problems);
                await Task.Delay(PauseAfterProblem, CancellationToken.None);
            }
        }
    }
}
