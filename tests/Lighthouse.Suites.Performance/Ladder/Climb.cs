using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Suites.Performance.Watching;

namespace Lighthouse.Suites.Performance.Ladder;

/// <summary>More and more agents, each in a long poll, that tell each other something at a constant rate for each of them.</summary>
/// <param name="agents">All agents that there will be.</param>
/// <param name="target">The process under load.</param>
/// <param name="since">After which sequence they listen.</param>
internal sealed class Climb(Agents agents, WatchedProcess target, long since) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PieceLimit = TimeSpan.FromSeconds(5);
    private readonly List<Listener> listeners = [];
    private Arrivals heard = new();
    private int rungs;

    /// <summary>Climbs one rung.</summary>
    /// <param name="count">So many agents; those of the rungs below are among them.</param>
    /// <param name="perAgent">Pieces of work a second of each agent.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="within">What counts as in time.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Rung> ClimbAsync(int count, double perAgent, TimeSpan duration, TimeSpan within, CancellationToken cancellation)
    {
        var meter = new ResourceMeter(target);
        var connected = await ConnectAsync(count, cancellation);
        if (connected < count)
            return new Rung(count, connected, null, 0, meter.Read());
        (heard, rungs) = (new Arrivals(), rungs + 1);
        meter = new ResourceMeter(target);
        var work = await LoadRun.OpenAsync(
            OpenModel.ConstantRate(perAgent * count, duration), (iteration, token) => TellAsync(count, iteration.Number, token),
            new LoadOptions { GracePeriod = PieceLimit }, TimeProvider.System, cancellation);
        return new Rung(count, connected, work, InTime(work, within), meter.Read());
    }

    public async ValueTask DisposeAsync() => await Parallel.ForEachAsync(listeners, CancellationToken.None, (listener, _) => listener.DisposeAsync());

    private async Task<int> ConnectAsync(int count, CancellationToken cancellation)
    {
        listeners.AddRange(agents.Sessions.Take(count).Skip(listeners.Count).Select(session => new Listener(session, since, HearAsync)).ToList());
        var begun = TimeProvider.System.GetTimestamp();
        var most = 0;
        while (most < count && TimeProvider.System.GetElapsedTime(begun) < Patience)
        {
            most = Math.Max(most, (int)(await BridgeMetrics.ReadAsync(agents.Client, cancellation))["bridge_waiting"]);
            await Task.Delay(50, cancellation);
        }

        return most;
    }

    private async Task<IterationOutcome> TellAsync(int count, long number, CancellationToken cancellation)
    {
        // A prime step visits all agents before any comes again, and is never its own neighbour.
        var (teller, told) = (agents.Sessions[(int)(number * 7 % count)], agents.Sessions[(int)(((number * 7) + (count / 2)) % count)]);
        var key = $"{rungs}/{number}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(PieceLimit);
        try
        {
            await teller.StoreEventAsync(new EventDraft("ladder", new { to_agent = told.AgentId, key }), limit.Token);
            await heard.WaitAsync(key, limit.Token);
            return IterationOutcome.Succeeded;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return IterationOutcome.Failed("not heard in time");
        }
        catch (BridgeException refusal)
        {
            return IterationOutcome.Failed($"status {(int)refusal.StatusCode}");
        }
    }

    private Task HearAsync(BridgeEvent one)
    {
        if (one.EventType == "ladder")
            heard.Arrived(one.Data.GetProperty("key").GetString()!);
        return Task.CompletedTask;
    }

    private static long InTime(LoadResult work, TimeSpan within) =>
        work.LatencyOfSuccesses.Buckets.Where(bucket => bucket.UpperEdge <= within).Sum(bucket => bucket.Count);
}
