using System.Net;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos;
using Lighthouse.Chaos.NetworkProxy;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>
/// The way between agents and the bridge is cut, one way or both, flaps, breaks and slows, each on a line of its own and all at the same time:
/// nothing acknowledged is lost, nothing stale is served, and whoever listens hears everything once.
/// </summary>
public sealed class NetworkPartition(Day day)
{
    internal const string Gate = "network-partition";
    private const string ArrivalType = "arrival_probe";
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    private static readonly (string Name, LinkConditions Conditions)[] Disturbances =
    [
        ("cut-both-ways", LinkConditions.CutBothWays),
        ("cut-to-target", new LinkConditions { ToTarget = DirectionCondition.Cut }),
        ("cut-to-clients", new LinkConditions { ToClients = DirectionCondition.Cut }),
        ("flapping", LinkConditions.CutBothWays),
        ("reset", new LinkConditions { Connections = ConnectionFate.Reset }),
        ("half-open", new LinkConditions { Connections = ConnectionFate.HalfOpen }),
        ("refused", new LinkConditions { Connections = ConnectionFate.Refused }),
        ("slow", new LinkConditions { ToTarget = new DirectionCondition { Latency = Latency }, ToClients = new DirectionCondition { Latency = Latency } }),
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
            $"{Disturbances.Length} disturbances of {sizes.Duration("cut").TotalSeconds:0.#} s, each on a proxy of its own with {sizes.Count("writers")} agents that store events and one that listens, its effect seen by asking through the proxy and past it; acknowledged events compared with the store's files, read without the bridge.")]);
    }

    internal static async Task<Tally> MeasureAsync(Day day, CancellationToken cancellation)
    {
        var sizes = day.Sizes(Gate);
        var (cut, writers) = (sizes.Duration("cut"), sizes.Count("writers"));
        var tally = new Tally();
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        var lines = new List<Line>();
        try
        {
            foreach (var (name, conditions) in Disturbances)
                lines.Add(await Line.StartAsync(day, target, agents, name, conditions, writers, cancellation));
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

        return tally;
    }

    /// <summary>Agents behind a proxy of their own, and its disturbance.</summary>
    private sealed class Line(TcpProxy proxy, ProbeLoad load, Arrival arrival, NetworkFault fault) : IAsyncDisposable
    {
        public ProbeLoad Load => load;

        public static async Task<Line> StartAsync(
            Day day, TargetProcess target, Agents agents, string name, LinkConditions conditions, int writers, CancellationToken cancellation)
        {
            var proxy = TcpProxy.Start(new IPEndPoint(IPAddress.Loopback, target.Url.Port));
            var address = new Uri($"http://{proxy.Address}");
            var load = await ProbeLoad.StartAsync(agents, address, writers, Path.Combine(day.Scratch, $"{Gate}-{name}.jsonl"), cancellation);
            var arrival = await Arrival.OpenAsync(agents, address, cancellation);
            var fault = new NetworkFault(
                new NetworkFaultOptions
                {
                    Name = name,
                    Proxy = proxy,
                    Conditions = conditions,
                    ThroughAsync = token => HealthQuestion.AskAsync(address, token),
                    DirectAsync = token => HealthQuestion.AskAsync(target.Url, token),
                    ArrivesAsync = arrival.ArrivesAsync,
                    FlapEvery = name == "flapping" ? TimeSpan.FromMilliseconds(250) : null,
                    AnswerWithin = TimeSpan.FromMilliseconds(name == "flapping" ? 150 : 600),
                },
                TimeProvider.System);
            return new Line(proxy, load, arrival, fault);
        }

        public async Task DisturbAsync(TimeSpan lasts, Tally tally, CancellationToken cancellation)
        {
            await load.UntilSteadyAsync(cancellation);
            var options = new ExperimentOptions
            {
                SteadyState = _ => Task.FromResult(load.IsSteady),
                RecoverWithin = Tally.RecoveryLimit,
                WhileInEffect = token => Task.Delay(lasts, token),
            };
            var result = await new Experiment(fault, options, TimeProvider.System).RunAsync(cancellation);
            tally.Add(fault.Name, result);
            if (result.Recovery is null)
                Day.Progress($"{fault.Name}: not steady: {load.Description}");
        }

        public async ValueTask DisposeAsync()
        {
            await load.DisposeAsync();
            arrival.Dispose();
            fault.Dispose();
            await proxy.DisposeAsync();
        }
    }

    /// <summary>A connection through the proxy, made before the fault; what is sent over it is looked up past the proxy.</summary>
    private sealed class Arrival(BridgeClient client, BridgeSession session, BridgeSession admin) : IDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

        public static async Task<Arrival> OpenAsync(Agents agents, Uri address, CancellationToken cancellation)
        {
            await agents.EnlistAsync("arrival", 1, cancellation);
            var client = BridgeClient.Connect(address);
            return new Arrival(client, await client.OpenSessionAsync(agents.Credentials[^1], cancellation: cancellation), agents.Admin);
        }

        public async Task<bool> ArrivesAsync(CancellationToken cancellation)
        {
            var name = Guid.NewGuid().ToString("N");
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            bound.CancelAfter(Patience);
            try
            {
                await session.StoreEventAsync(new EventDraft(ArrivalType, new { name }), bound.Token);
            }
            catch (Exception problem) when (problem is OperationCanceledException or HttpRequestException && !cancellation.IsCancellationRequested)
            {
                // Whether it arrived is asked of the bridge, not of the answer.
            }

            var page = await admin.QueryAsync(new EventQuery { EventType = ArrivalType, AgentId = session.AgentId, Limit = 1000 }, cancellation);
            return page.Events.Any(one => one.Data.GetProperty("name").GetString() == name);
        }

        public void Dispose() => client.Dispose();
    }
}
