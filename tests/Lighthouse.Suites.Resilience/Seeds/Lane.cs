using System.Net;
using Lighthouse.Chaos;
using Lighthouse.Chaos.NetworkProxy;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience.Seeds;

/// <summary>One bridge on one store and its agents, on which one experiment follows the other.</summary>
internal sealed class Lane(Setting setting, int number, PostgresServer? server)
{
    private const int Writers = 3, AttemptsForEach = 2;
    private static readonly TimeSpan SteadyWithin = TimeSpan.FromSeconds(60);

    private string Name => $"{(server is null ? "files" : "postgresql")}-{number}";

    private string Schema => $"lane_{number}";

    /// <summary>Runs experiments until so many came to their end, then compares what was acknowledged with what the store holds.</summary>
    public async Task<LaneResult> RunAsync(int experiments)
    {
        var cancellation = CancellationToken.None;
        await using var database = server is null ? null : TcpProxy.Start(server.Address!);
        var folder = Path.Combine(setting.Options.Folder, Name);
        await using var target = await TargetProcess.StartAsync(Recipe(database?.Address), folder, folder + ".log", setting.Processes, cancellation);
        await using var link = TcpProxy.Start(new IPEndPoint(IPAddress.Loopback, target.Url.Port));
        await using var agents = await Agents.ConnectAsync(target.Url, setting.Credentials["admin"], cancellation);
        await using var load = await ProbeLoad.StartAsync(agents, new Uri($"http://{link.Address}"), Writers, folder + ".jsonl", cancellation);
        using var arrival = await EventArrival.OpenAsync(agents, new Uri($"http://{link.Address}"), cancellation);
        var parts = new Parts(target, link, database, server, setting.Faults, arrival);
        var tally = new Tally();
        var completed = 0;
        for (var attempt = 1; completed < experiments && attempt <= experiments * AttemptsForEach && await IsSteadyAsync(load, tally); attempt++)
            completed += await ExperimentAsync(parts, load, tally, $"{setting.Options.Seed}/{Name}/{attempt}") ? 1 : 0;
        await load.StopAsync(tally);
        var served = await Tally.ServedAsync(agents.Admin, cancellation);
        await target.StopAsync();
        tally.Compare(load.Ledger, Tally.Probes(server is null ? StoreReader.Read(target.DataFolder, setting.Credentials["store"]) : StoreReader.Read(server, Schema, setting.Credentials["store"])), served);
        return new LaneResult(
            server is null ? "files" : "PostgreSQL", completed, tally.Doubts.Count, tally.Acknowledged, tally.Lost, tally.Wrong, tally.Undelivered,
            tally.Recoveries.DefaultIfEmpty(TimeSpan.Zero).Max());
    }

    private async Task<bool> IsSteadyAsync(ProbeLoad load, Tally tally)
    {
        using var bound = new CancellationTokenSource(SteadyWithin);
        try
        {
            await load.UntilSteadyAsync(bound.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            tally.Doubt($"{Name} did not become steady again: {load.Description}");
            return false;
        }
    }

    /// <summary>One experiment; false when it proved nothing.</summary>
    private static async Task<bool> ExperimentAsync(Parts parts, ProbeLoad load, Tally tally, string seed)
    {
        var drawn = Drawn.From(parts, seed);
        var inner = (ExperimentResult?)null;
        using var outer = drawn.Outer as IDisposable;
        using var within = drawn.Inner as IDisposable;
        var options = new ExperimentOptions
        {
            SteadyState = _ => Task.FromResult(load.IsSteady),
            RecoverWithin = Tally.RecoveryLimit,
            WhileInEffect = async token =>
            {
                var inside = new ExperimentOptions { WhileInEffect = later => Task.Delay(drawn.Lasts, later) };
                if (drawn.Inner is not null)
                    inner = await new Experiment(drawn.Inner, inside, TimeProvider.System).RunAsync(token);
                else
                    await Task.Delay(drawn.Lasts, token);
            },
        };
        var result = await new Experiment(drawn.Outer, options, TimeProvider.System).RunAsync(CancellationToken.None);
        // One that did not get well inside the outer fault may not have been able to: it has to once that is over, too.
        if (inner is { Status: not (ExperimentStatus.Completed or ExperimentStatus.NotRecovered) })
            result = result with { Status = inner.Status, Reason = $"inside it: {inner.Reason}" };
        tally.Add($"{seed}: {drawn.Outer.Name}{(drawn.Inner is null ? "" : $" with {drawn.Inner.Name} inside")}", result);
        return result is { Status: ExperimentStatus.Completed, Recovery: not null };
    }

    private TargetRecipe Recipe(IPEndPoint? database) => server is null ? setting.Recipe : setting.Recipe with
    {
        // A statement that nobody answers is given up early: there are many experiments.
        Arguments = [.. setting.Recipe.Arguments, "--Bridge:Store:Kind=postgresql", $"--Bridge:Store:Schema={Schema}", "--Bridge:Store:StatementSeconds=2"],
        Environment = new Dictionary<string, string>(setting.Recipe.Environment) { ["Bridge__Store__ConnectionString"] = server.ConnectionStringBy(database!) },
    };
}

/// <summary>What faults can be drawn for.</summary>
internal sealed record Parts(TargetProcess Target, TcpProxy Link, TcpProxy? Database, PostgresServer? Server, FaultJournal Journal, EventArrival Arrival);
