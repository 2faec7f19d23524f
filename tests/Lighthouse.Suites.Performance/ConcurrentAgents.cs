using System.Diagnostics;
using System.Net.NetworkInformation;
using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;

namespace Lighthouse.Suites.Performance;

/// <summary>Agents that are all connected at the same moment, and all at work at the same time.</summary>
public sealed class ConcurrentAgents(Day day, AgentPool pool)
{
    private const string Gate = "concurrent-agents";
    private const int Looks = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PieceLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact, Gate(Gate, "concurrent_agents.missing", "concurrent_agents.completed")]
    public async Task All_of_them_are_connected_at_once_and_complete_their_work()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        var agents = await pool.AgentsAsync(day, sizes.Count("agents"), cancellation);
        var sessions = agents.Sessions.Take(sizes.Count("agents")).ToList();
        var since = (await agents.Client.StatusAsync(cancellation)).LastSequence;
        var heard = new Arrivals();
        var listeners = sessions.Select(session => new Listener(session, since, one => Hear(one, heard))).ToList();
        try
        {
            var (waiting, sockets) = await ConnectedAsync(agents.Client, sessions.Count, cancellation);
            var work = await LoadRun.ClosedAsync(
                ClosedModel.Agents(sessions.Count, sizes.Count("pieces"), Limit),
                (iteration, token) => WorkAsync(sessions, iteration, heard, token),
                new LoadOptions(), TimeProvider.System, cancellation);
            var measure = new Measure(
                Gate, $"{sessions.Count:#,##0} agents, each in a long poll: the bridge itself counted {waiting:#,##0} held in each of {Looks} looks in a row, the system {sockets:#,##0} connections to it. Then all worked at once, {sizes.Count("pieces")} pieces each: tell the next agent something, done when that agent has heard it.");
            day.Evidence.Record(
                measure.Count("concurrent_agents.missing", Math.Max(0, sessions.Count - Math.Min(waiting, sockets)), sessions.Count),
                measure.Proportion("concurrent_agents.completed", work.Succeeded, work.Intended));
        }
        finally
        {
            await Parallel.ForEachAsync(listeners, CancellationToken.None, (listener, _) => listener.DisposeAsync());
        }
    }

    /// <summary>
    /// Waits until the bridge and the system count every agent in every look of a whole stretch; otherwise the most that they counted all through
    /// one. A single look would also count who is sent away and comes back at once.
    /// </summary>
    private static async Task<(int Waiting, int Sockets)> ConnectedAsync(BridgeClient client, int agents, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        var looks = new Queue<(int Waiting, int Sockets)>();
        var most = (Waiting: 0, Sockets: 0);
        while (Math.Min(most.Waiting, most.Sockets) < agents && Stopwatch.GetElapsedTime(begun) < Patience)
        {
            looks.Enqueue(((int)(await BridgeMetrics.ReadAsync(client, cancellation))["bridge_waiting"], SocketsTo(client.Address.Port)));
            if (looks.Count > Looks)
                looks.Dequeue();
            var least = (Waiting: looks.Min(look => look.Waiting), Sockets: looks.Min(look => look.Sockets));
            if (looks.Count == Looks && Math.Min(least.Waiting, least.Sockets) >= Math.Min(most.Waiting, most.Sockets))
                most = least;
            await Task.Delay(20, cancellation);
        }

        return most;
    }

    private static int SocketsTo(int port) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(one => one.RemoteEndPoint.Port == port && one.State == TcpState.Established);

    private static async Task<IterationOutcome> WorkAsync(List<BridgeSession> agents, Iteration iteration, Arrivals heard, CancellationToken cancellation)
    {
        var (agent, next) = (agents[iteration.Agent], agents[(iteration.Agent + 1) % agents.Count]);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(PieceLimit);
        try
        {
            await agent.StoreEventAsync(new EventDraft("piece", new { to_agent = next.AgentId, key = $"{agent.AgentId}/{iteration.Number}" }), limit.Token);
            await heard.WaitAsync($"{agent.AgentId}/{iteration.Number}", limit.Token);
            return IterationOutcome.Succeeded;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return IterationOutcome.Failed("not heard in time");
        }
    }

    private static Task Hear(BridgeEvent one, Arrivals heard)
    {
        if (one.EventType == "piece")
            heard.Arrived(one.Data.GetProperty("key").GetString()!);
        return Task.CompletedTask;
    }
}
