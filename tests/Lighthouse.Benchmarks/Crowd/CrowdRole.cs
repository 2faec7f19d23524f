using System.Globalization;
using System.Text.Json;
using Lighthouse.Benchmarks.Push;
using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Results;
using Lighthouse.Load.ServiceLevels;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Suites.Performance.Watching;

namespace Lighthouse.Benchmarks.Crowd;

/// <summary>
/// The agents, in a process of their own. Arguments: agents, rate, and the file for the result of the load. Standard input: the address of the bridge
/// and the secret of its admin. Prints the <see cref="CrowdFacts"/> as one line of JSON; how it goes stands in the standard error.
/// </summary>
internal sealed class CrowdRole : IChildRole
{
    public const string RoleName = "crowd";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10), Measured = TimeSpan.FromSeconds(60), Idle = TimeSpan.FromSeconds(3);

    public string Name => RoleName;

    public async Task RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var (agents, rate) = (int.Parse(arguments[0], CultureInfo.InvariantCulture), double.Parse(arguments[1], CultureInfo.InvariantCulture));
        using var client = BridgeClient.Connect(new Uri(Console.In.ReadLine()!));
        var admin = await client.OpenSessionAsync("admin", Console.In.ReadLine()!, cancellation: cancellation);
        var bridge = WatchedProcess.ListeningOn(client.Address) ?? throw new InvalidOperationException("the bridge's process cannot be seen from here");
        var empty = Megabytes(bridge);

        var model = OpenModel.ConstantRate(rate, WarmUp + Measured);
        using var crowd = new Crowd(await new Enlistment(client, admin).SessionsAsync(agents, "agent", cancellation), client.Address, model.IntendedStarts().Count());
        Say($"{agents:N0} agents with sessions");
        await crowd.ConnectAsync(cancellation);
        var connected = await Connected.CountAsync(client, agents, cancellation);
        await Task.Delay(Idle, cancellation);
        var idle = Megabytes(bridge);
        Say($"{connected:N0} connected");

        var sla = Runbook().FindGate("sla")!;
        await using var looks = new CrowdLooks(client, bridge, sla, sla.Sizes[Profile.Full].Duration("window"), (WarmUp, model.Duration));
        crowd.Window = looks.Requests;
        var load = await LoadRun.OpenAsync(
            model, crowd.AskAsync, new LoadOptions { WarmUp = WarmUp, GracePeriod = Crowd.Limit }, TimeProvider.System, cancellation);
        var (bridgeProcessors, ownProcessors) = (looks.BridgeProcessors, looks.OwnProcessors);
        await looks.DisposeAsync();
        using (var file = File.Create(arguments[2]))
            new ResultFile("crowd", Shard.Whole, TimeProvider.System.GetUtcNow() - model.Duration, load).Write(file);

        var first = model.IntendedStarts().TakeWhile(start => start < WarmUp).Count();
        Console.WriteLine(JsonSerializer.Serialize(new CrowdFacts(
            agents, rate, Measured.TotalSeconds, connected, looks.LeastConnected, await Connected.CountAsync(client, agents, cancellation),
            crowd.Asked, crowd.Answered, crowd.DeliveredFrom(first), crowd.Refusals,
            new ProcessFacts(empty.Bridge, idle.Bridge, looks.BridgePeak / 1e6, bridgeProcessors),
            new ProcessFacts(empty.Own, idle.Own, looks.OwnPeak / 1e6, ownProcessors),
            [.. looks.Levels.Select(Of)])));
    }

    /// <summary>The runbook that lies beside this program.</summary>
    public static Runbook Runbook() => RunbookReader.ReadFile(Path.Combine(AppContext.BaseDirectory, "week2.yaml"));

    private static LevelFacts Of(WatchedLevel level) => new(
        level.Level.Name, level.Looks, level.Outside, level.LongestOutside.TotalSeconds, level.Breaches.Count, level.OutsideSince is not null);

    private static (double Bridge, double Own) Megabytes(WatchedProcess bridge) => (bridge.ResidentBytes / 1e6, WatchedProcess.Own.ResidentBytes / 1e6);

    private static void Say(FormattableString text) => Console.Error.WriteLine("  " + text.ToString(CultureInfo.InvariantCulture));
}
