using System.Net;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.NetworkProxy;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>A bridge whose events lie in PostgreSQL, reached by a proxy of its own, with agents that work on it all through a disturbance of that link.</summary>
internal sealed class DatabaseLink : IAsyncDisposable
{
    private readonly Day day;
    private readonly PostgresServer server;
    private readonly Disturbance disturbance;
    private readonly TcpProxy proxy;
    private readonly StatementArrival arrival;
    private TargetProcess? target;
    private Agents? agents;
    private ProbeLoad? load;

    private DatabaseLink(Day day, PostgresServer server, Disturbance disturbance)
    {
        (this.day, this.server, this.disturbance) = (day, server, disturbance);
        proxy = TcpProxy.Start(server.Address!);
        arrival = new StatementArrival(server, proxy.Address, Schema);
    }

    private string Schema => disturbance.Name.Replace('-', '_');

    /// <summary>Starts the bridge, its proxy and its agents.</summary>
    public static async Task<DatabaseLink> StartAsync(Day day, PostgresServer server, Disturbance disturbance, int writers, CancellationToken cancellation)
    {
        var link = new DatabaseLink(day, server, disturbance);
        try
        {
            await link.StartAsync(writers, cancellation);
            return link;
        }
        catch
        {
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs several side by side on one server, each from its start to the comparison of its ledger: they mostly wait.</summary>
    public static Task RunAllAsync(Day day, PostgresServer server, IEnumerable<Disturbance> disturbances, (TimeSpan Lasts, int Writers) size, Tally tally, CancellationToken cancellation) =>
        Task.WhenAll(disturbances.Select(async disturbance =>
        {
            await using var link = await StartAsync(day, server, disturbance, size.Writers, cancellation);
            await link.DisturbAsync(size.Lasts, tally, cancellation);
            await link.SettleAsync(tally, cancellation);
        }));

    /// <summary>Disturbs the link. While nothing passes it, nothing can be stored: whatever is acknowledged then is counted, and what the bridge says of its health.</summary>
    public async Task DisturbAsync(TimeSpan lasts, Tally tally, CancellationToken cancellation)
    {
        using var fault = new NetworkFault(
            new NetworkFaultOptions
            {
                Name = disturbance.Name,
                Proxy = proxy,
                Conditions = disturbance.Conditions,
                FlapEvery = disturbance.FlapEvery,
                AnswerWithin = disturbance.AnswerWithin,
                ThroughAsync = token => DatabaseQuestion.AskAsync(proxy.Address, token),
                DirectAsync = token => DatabaseQuestion.AskAsync(server.Address!, token),
                ArrivesAsync = arrival.ArrivesAsync,
            },
            TimeProvider.System);
        await FaultUnderLoad.RunAsync(fault, load!, tally, token => WatchAsync(lasts, tally, token), cancellation);
    }

    /// <summary>Ends the load and the bridge, and compares what was acknowledged with the rows, read by PostgreSQL's own client.</summary>
    public async Task SettleAsync(Tally tally, CancellationToken cancellation)
    {
        await load!.StopAsync(tally);
        var served = await Tally.ServedAsync(agents!.Admin, cancellation);
        await target!.StopAsync();
        tally.Compare(load.Ledger, Tally.Probes(StoreReader.Read(server, Schema, day.Target.Credentials["store"])), served);
    }

    public async ValueTask DisposeAsync()
    {
        if (load is not null)
            await load.DisposeAsync();
        if (agents is not null)
            await agents.DisposeAsync();
        if (target is not null)
            await target.DisposeAsync();
        arrival.Dispose();
        await proxy.DisposeAsync();
    }

    private async Task StartAsync(int writers, CancellationToken cancellation)
    {
        target = await day.StartOwnTargetAsync(Behind(proxy.Address), cancellation);
        agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        load = await ProbeLoad.StartAsync(agents, target.Url, writers, Path.Combine(day.Scratch, $"database-{disturbance.Name}.jsonl"), cancellation);
    }

    // The connection string holds a password: it goes by the environment, which nobody writes down.
    private Func<TargetRecipe, TargetRecipe> Behind(IPEndPoint address) => recipe => recipe with
    {
        Arguments = [.. recipe.Arguments, "--Bridge:Store:Kind=postgresql", $"--Bridge:Store:Schema={Schema}"],
        Environment = new Dictionary<string, string>(recipe.Environment) { ["Bridge__Store__ConnectionString"] = server.ConnectionStringBy(address) },
    };

    private async Task WatchAsync(TimeSpan lasts, Tally tally, CancellationToken cancellation)
    {
        var answered = load!.Writers.Answered;
        await Task.Delay(lasts, cancellation);
        if (!disturbance.IsLastingCut)
            return;
        tally.AddUnstored(load.Writers.Answered - answered);
        tally.AddHealthLook(await FaultUnderLoad.SaysHealthyAsync(target!, cancellation));
    }
}
