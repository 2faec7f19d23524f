using System.Net;
using Lighthouse.Chaos.NetworkProxy;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>
/// The way between agents and the bridge is cut, one way or both, flaps, breaks and slows, each on a line of its own and all at the same time, and then
/// the way between a bridge and its database: nothing acknowledged is lost, nothing stale is served, and whoever listens hears everything once.
/// </summary>
public sealed class NetworkPartition(Day day)
{
    internal const string Gate = "network-partition";
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan FlapEvery = TimeSpan.FromMilliseconds(250);

    private static readonly Disturbance[] Disturbances =
    [
        new("cut-both-ways", LinkConditions.CutBothWays),
        new("cut-to-target", new LinkConditions { ToTarget = DirectionCondition.Cut }),
        new("cut-to-clients", new LinkConditions { ToClients = DirectionCondition.Cut }),
        new("flapping", LinkConditions.CutBothWays, FlapEvery),
        new("reset", new LinkConditions { Connections = ConnectionFate.Reset }),
        new("half-open", new LinkConditions { Connections = ConnectionFate.HalfOpen }),
        new("refused", new LinkConditions { Connections = ConnectionFate.Refused }),
        new("slow", new LinkConditions { ToTarget = new DirectionCondition { Latency = Latency }, ToClients = new DirectionCondition { Latency = Latency } }),
    ];

    private static readonly Disturbance[] DatabaseDisturbances =
    [
        new("database-cut-both-ways", LinkConditions.CutBothWays),
        new("database-cut-to-target", new LinkConditions { ToTarget = DirectionCondition.Cut }),
        new("database-cut-to-clients", new LinkConditions { ToClients = DirectionCondition.Cut }),
        new("database-flapping", LinkConditions.CutBothWays, FlapEvery),
    ];

    [Fact, Gate(
        Gate, "network_partition.recovery", "network_partition.acknowledged_lost", "network_partition.wrong_answers", "network_partition.undelivered",
        "network_partition.availability")]
    public async Task A_cut_between_agents_and_bridge_heals_without_loss()
    {
        var tally = await Scenarios.OutcomeAsync(day, Gate, TestContext.Current.CancellationToken);
        var sizes = day.Sizes(Gate);
        ScenarioRecord.Draw(day, Gate, tally);
        day.Evidence.Record([.. ScenarioRecord.WithDelivery(
            Gate, tally,
            $"{Disturbances.Length} disturbances of {sizes.Duration("cut").TotalSeconds:0.#} s, each on a proxy of its own with {sizes.Count("writers")} agents that store events and one that listens, its effect seen by asking through the proxy and past it{(day.IsQuick ? "" : $"; {DatabaseDisturbances.Length} more between a bridge each and its PostgreSQL database")}; acknowledged events compared with the stored bytes, read without the bridge.")]);
    }

    internal static async Task<Tally> MeasureAsync(Day day, CancellationToken cancellation)
    {
        var sizes = day.Sizes(Gate);
        var (cut, writers) = (sizes.Duration("cut"), sizes.Count("writers"));
        var tally = new Tally();
        await OfAgentsAsync(day, cut, writers, tally, cancellation);
        if (day.IsQuick)
            return tally;
        if (PostgresServer.IsAvailable)
            await OfDatabaseAsync(day, cut, writers, tally, cancellation);
        else
            tally.Doubt($"the link between bridge and database was not cut: {PostgresServer.Missing}");
        return tally;
    }

    private static async Task OfDatabaseAsync(Day day, TimeSpan cut, int writers, Tally tally, CancellationToken cancellation)
    {
        using var server = PostgresServer.StartOnLoopback();
        await DatabaseLink.RunAllAsync(day, server, DatabaseDisturbances, (cut, writers), tally, cancellation);
    }

    private static async Task OfAgentsAsync(Day day, TimeSpan cut, int writers, Tally tally, CancellationToken cancellation)
    {
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        var lines = new List<Line>();
        try
        {
            foreach (var disturbance in Disturbances)
                lines.Add(await Line.StartAsync(day, target, agents, disturbance, writers, cancellation));
            await Task.WhenAll(lines.Select(line => line.DisturbAsync(cut, tally, cancellation)));
            foreach (var line in lines)
                await line.Load.StopAsync(tally);
            var served = await Tally.ServedAsync(agents.Admin, cancellation);
            await target.StopAsync();
            var stored = Tally.Stored(day, target.DataFolder);
            foreach (var line in lines)
                tally.Compare(line.Load.Ledger, stored, served);
        }
        finally
        {
            foreach (var line in lines)
                await line.DisposeAsync();
        }
    }

    /// <summary>Agents behind a proxy of their own, and its disturbance.</summary>
    private sealed class Line(TcpProxy proxy, ProbeLoad load, EventArrival arrival, NetworkFault fault) : IAsyncDisposable
    {
        public ProbeLoad Load => load;

        public static async Task<Line> StartAsync(
            Day day, TargetProcess target, Agents agents, Disturbance disturbance, int writers, CancellationToken cancellation)
        {
            var proxy = TcpProxy.Start(new IPEndPoint(IPAddress.Loopback, target.Url.Port));
            var address = new Uri($"http://{proxy.Address}");
            var load = await ProbeLoad.StartAsync(agents, address, writers, Path.Combine(day.Scratch, $"{Gate}-{disturbance.Name}.jsonl"), cancellation);
            var arrival = await EventArrival.OpenAsync(agents, address, cancellation);
            var fault = new NetworkFault(
                new NetworkFaultOptions
                {
                    Name = disturbance.Name,
                    Proxy = proxy,
                    Conditions = disturbance.Conditions,
                    ThroughAsync = token => HealthQuestion.AskAsync(address, token),
                    DirectAsync = token => HealthQuestion.AskAsync(target.Url, token),
                    ArrivesAsync = arrival.ArrivesAsync,
                    FlapEvery = disturbance.FlapEvery,
                    AnswerWithin = disturbance.AnswerWithin,
                },
                TimeProvider.System);
            return new Line(proxy, load, arrival, fault);
        }

        public Task DisturbAsync(TimeSpan lasts, Tally tally, CancellationToken cancellation) =>
            FaultUnderLoad.RunAsync(fault, load, tally, token => Task.Delay(lasts, token), cancellation);

        public async ValueTask DisposeAsync()
        {
            await load.DisposeAsync();
            arrival.Dispose();
            fault.Dispose();
            await proxy.DisposeAsync();
        }
    }
}
