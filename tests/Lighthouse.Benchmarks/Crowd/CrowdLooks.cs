using Lighthouse.Bridge.Client;
using Lighthouse.Load.ServiceLevels;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Suites.Performance.ServiceLevels;
using Lighthouse.Suites.Performance.Watching;

namespace Lighthouse.Benchmarks.Crowd;

/// <summary>Looks on while a crowd works: at the service levels, at the memory of both processes, and at how many agents the bridge has connected.</summary>
internal sealed class CrowdLooks : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250), CountInterval = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly WatchedProcess _bridge;
    private readonly ServiceLevelWatch _watch;
    private readonly LevelFigures _figures;
    private readonly (TimeSpan From, TimeSpan Until) _looking;
    private readonly (TimeSpan Bridge, TimeSpan Own) _used;
    private readonly Thread _thread;
    private readonly Task _counting;
    private long _bridgePeak, _ownPeak;

    /// <summary>Begins to look.</summary>
    /// <param name="client">The bridge.</param>
    /// <param name="bridge">Its process.</param>
    /// <param name="levels">The gate that names the service levels.</param>
    /// <param name="window">How far back their figures reach.</param>
    /// <param name="load">From when to when, counted from now, the levels must hold.</param>
    public CrowdLooks(BridgeClient client, WatchedProcess bridge, Gate levels, TimeSpan window, (TimeSpan From, TimeSpan Until) load)
    {
        _bridge = bridge;
        _looking = (load.From + window, load.Until);
        Requests = new RequestWindow(window, TimeProvider.System);
        _watch = new ServiceLevelWatch(LevelFigures.Of(levels.Levels, grace: 1));
        _figures = new LevelFigures(Requests, bridge, window, LevelFigures.InTime(levels));
        _used = (bridge.ProcessorTime, WatchedProcess.Own.ProcessorTime);
        // A thread of its own: the pool is busy with the crowd just when it matters.
        _thread = new Thread(Look) { IsBackground = true, Name = "looks" };
        _thread.Start();
        _counting = CountAsync(client);
    }

    /// <summary>Takes note of the crowd's requests.</summary>
    public RequestWindow Requests { get; }

    /// <summary>The fewest agents that the bridge counted as connected.</summary>
    public int LeastConnected { get; private set; } = int.MaxValue;

    /// <summary>How each level fared. Stable once it is disposed.</summary>
    public IReadOnlyCollection<WatchedLevel> Levels => _watch.Levels;

    /// <summary>The most memory of the bridge, in bytes.</summary>
    public long BridgePeak => _bridgePeak;

    /// <summary>The most memory of this process, in bytes.</summary>
    public long OwnPeak => _ownPeak;

    /// <summary>Processors that the bridge has had on average so far.</summary>
    public double BridgeProcessors => (_bridge.ProcessorTime - _used.Bridge) / Requests.Now;

    /// <summary>Processors that this process has had on average so far.</summary>
    public double OwnProcessors => (WatchedProcess.Own.ProcessorTime - _used.Own) / Requests.Now;

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        _thread.Join();
        await _counting;
        _stop.Dispose();
    }

    private void Look()
    {
        while (!_stop.Token.WaitHandle.WaitOne(Interval))
        {
            (_bridgePeak, _ownPeak) = (Math.Max(_bridgePeak, _bridge.ResidentBytes), Math.Max(_ownPeak, WatchedProcess.Own.ResidentBytes));
            if (Requests.Now is var now && now >= _looking.From && now < _looking.Until)
                _watch.Look(now, _figures.Read());
        }
    }

    private async Task CountAsync(BridgeClient client)
    {
        try
        {
            for (; ; await Task.Delay(CountInterval, _stop.Token))
                LeastConnected = Math.Min(LeastConnected, await Connected.ByBridgeAsync(client, _stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
    }
}
