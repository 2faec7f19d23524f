using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>Starts a bridge again whenever it ends by itself, as whoever runs it does.</summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    public Supervisor(TargetProcess target) => loop = Task.Run(() => WatchAsync(target));

    /// <summary>How often it had to.</summary>
    public int Restarts { get; private set; }

    /// <summary>Ends it; from now on the bridge may end.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
    }

    private async Task WatchAsync(TargetProcess target)
    {
        while (!stop.IsCancellationRequested)
        {
            if (!target.IsRunning)
            {
                await target.StopAsync();
                target.Launch();
                Restarts++;
            }

            await Task.Delay(LookEvery, CancellationToken.None);
        }
    }
}
