using System.Net;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos;
using Lighthouse.Chaos.DiskStress;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>The disk is full, flushes are slow, flushes fail: the bridge says so, acknowledges nothing that is not stored, and comes back.</summary>
public sealed class DiskIoStress(Day day)
{
    internal const string Gate = "disk-io-stress";
    private const long DiskBytes = 16_000_000;
    private const int LargeEvent = 100_000;
    private const string FailingName = "flush-failing";
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(150);

    [Fact, Gate(
        Gate, "disk_io_stress.recovery", "disk_io_stress.acknowledged_lost", "disk_io_stress.acknowledged_unstored", "disk_io_stress.unreported",
        "disk_io_stress.wrong_answers", "disk_io_stress.undelivered", "disk_io_stress.availability")]
    public async Task A_bad_disk_is_reported_and_nothing_unstored_is_acknowledged()
    {
        Assert.SkipUnless(day.Measures(Gate), "this profile leaves the gate to a larger one");
        var tally = await Scenarios.OutcomeAsync(day, Gate, TestContext.Current.CancellationToken);
        var sizes = day.Sizes(Gate);
        var how = $"{sizes.Count("rounds")} times a full disk of {DiskBytes / 1e6:0} MB, flushes that take {Slow.TotalMilliseconds:0} ms longer and flushes that fail, for {sizes.Duration("lasts").TotalSeconds:0.#} s each, while {sizes.Count("writers")} agents stored events and one listened; acknowledged events compared with the store's files, read without the bridge.";
        var measure = new Measure(Gate, how);
        ScenarioRecord.Draw(day, Gate, tally);
        day.Evidence.Record([
            .. ScenarioRecord.WithDelivery(Gate, tally, how),
            measure.Count("disk_io_stress.acknowledged_unstored", tally.AcknowledgedUnstored, tally.Acknowledged, tally.Doubts),
            measure.Count("disk_io_stress.unreported", tally.Unreported, tally.HealthLooks, tally.Doubts),
        ]);
    }

    internal static async Task<Tally> MeasureAsync(Day day, CancellationToken cancellation)
    {
        Assert.SkipWhen(SmallDisk.Missing is not null, SmallDisk.Missing ?? "");
        Assert.SkipWhen(FlushFault.Missing is not null, FlushFault.Missing ?? "");
        var tally = new Tally();
        for (var round = 1; round <= day.Sizes(Gate).Count("rounds"); round++)
        {
            await FullAsync(day, round, tally, cancellation);
            await FlushesAsync(day, round, tally, cancellation);
        }

        return tally;
    }

    private static async Task FullAsync(Day day, int round, Tally tally, CancellationToken cancellation)
    {
        await using var target = await day.StartOwnTargetAsync(OnSmallDisk, cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await using var load = await StartLoadAsync(day, target, agents, $"full-{round}", cancellation);
        var folder = SmallDisk.SeenFromOutside(target.Identity.Id, target.DataFolder);
        var fault = new FullDiskFault(new FullDiskOptions { Folder = folder, IsRefusingAsync = token => IsRefusingAsync(agents, token) }, TimeProvider.System);
        await RunAsync(day, fault, target, load, tally, cancellation);

        await load.StopAsync(tally);
        var served = await Tally.ServedAsync(agents.Admin, cancellation);
        // The disk ends with the process: its files are kept first.
        var kept = Path.Combine(day.Scratch, $"{Gate}-kept-{round}");
        StoreReader.Copy(folder, kept);
        await target.StopAsync();
        tally.Compare(load.Ledger, Tally.Stored(day, kept), served);
    }

    private static async Task FlushesAsync(Day day, int round, Tally tally, CancellationToken cancellation)
    {
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await using var load = await StartLoadAsync(day, target, agents, $"flushes-{round}", cancellation);
        using (var slow = Flushes(day, target, agents, Slow, $"slow-{round}"))
            await RunAsync(day, slow, target: null, load, tally, cancellation);
        using (var failing = Flushes(day, target, agents, null, $"failing-{round}"))
            await RunAsync(day, failing, target, load, tally, cancellation);
        await FaultUnderLoad.SettleAsync(day, target, agents, load, tally, cancellation);
    }

    /// <summary>Runs one fault. With a target its health is looked at while the fault lasts: it must not say that all is well.</summary>
    private static Task RunAsync(Day day, IFault fault, TargetProcess? target, ProbeLoad load, Tally tally, CancellationToken cancellation) =>
        FaultUnderLoad.RunAsync(
            fault, load, tally,
            async token =>
            {
                var answered = load.Writers.Answered;
                await Task.Delay(day.Sizes(Gate).Duration("lasts"), token);
                if (fault.Name == FailingName)
                    tally.AddUnstored(load.Writers.Answered - answered);
                if (target is not null)
                    tally.AddHealthLook(await FaultUnderLoad.SaysHealthyAsync(target, token));
            },
            cancellation);

    private static FlushFault Flushes(Day day, TargetProcess target, Agents agents, TimeSpan? delay, string name) => new(
        new FlushFaultOptions
        {
            Process = FaultUnderLoad.Process(target),
            Delay = delay,
            TraceFile = Path.Combine(day.Scratch, $"{Gate}-{name}.trace"),
            FlushAsync = token => StoreAsync(agents, 10, token),
            // A store whose flush failed takes no more events until it is restarted: that is what its supervisor is for.
            RestoreAsync = delay is not null ? null : async token =>
            {
                await target.StopAsync();
                target.Launch();
                await target.WaitUntilHealthyAsync(token);
            },
            IsHealthyAsync = token => HealthQuestion.AskAsync(target.Url, token),
        },
        TimeProvider.System);

    private static async Task<ProbeLoad> StartLoadAsync(Day day, TargetProcess target, Agents agents, string name, CancellationToken cancellation) =>
        await ProbeLoad.StartAsync(agents, target.Url, day.Sizes(Gate).Count("writers"), Path.Combine(day.Scratch, $"{Gate}-{name}.jsonl"), cancellation);

    /// <summary>Stores large events until one is refused for want of room: small ones may still fit into what the store keeps ready.</summary>
    private static async Task<bool> IsRefusingAsync(Agents agents, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await StoreAsync(agents, LargeEvent, cancellation);
            }
            catch (BridgeException refusal) when (refusal.StatusCode == HttpStatusCode.ServiceUnavailable)
            {
                return true;
            }
        }
    }

    private static Task StoreAsync(Agents agents, int letters, CancellationToken cancellation) =>
        agents.Admin.StoreEventAsync(new EventDraft("disk_probe", new { text = new string('x', letters) }), cancellation);

    private static TargetRecipe OnSmallDisk(TargetRecipe recipe)
    {
        var (program, arguments) = SmallDisk.Command("{data}", DiskBytes, recipe.Program, recipe.Arguments);
        return recipe with { Program = program, Arguments = arguments };
    }
}
