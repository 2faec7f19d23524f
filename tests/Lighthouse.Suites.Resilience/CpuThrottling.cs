using Lighthouse.Chaos;
using Lighthouse.Chaos.CpuThrottle;
using Lighthouse.Chaos.Processes;
using Lighthouse.Chaos.ProcessHang;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>The bridge gets a fifth of a core, and then none at all for a while: it becomes slow, and nothing else.</summary>
public sealed class CpuThrottling(Day day)
{
    internal const string Gate = "cpu-throttling";

    [Fact, Gate(
        Gate, "cpu_throttling.recovery", "cpu_throttling.acknowledged_lost", "cpu_throttling.wrong_answers", "cpu_throttling.undelivered",
        "cpu_throttling.availability")]
    public async Task A_fifth_of_a_processor_slows_the_bridge_and_breaks_nothing()
    {
        var tally = await Scenarios.OutcomeAsync(day, Gate, TestContext.Current.CancellationToken);
        var sizes = day.Sizes(Gate);
        ScenarioRecord.Draw(day, Gate, tally);
        day.Evidence.Record([.. ScenarioRecord.WithDelivery(
            Gate, tally,
            $"{sizes.Duration("throttled").TotalSeconds:0.#} s with {sizes.Count("percent")} % of a core, seen in the kernel's account of the process, then stopped for {sizes.Duration("stopped").TotalSeconds:0.#} s, while {sizes.Count("writers")} agents stored events and one listened; acknowledged events compared with the store's files, read without the bridge.")]);
    }

    internal static async Task<Tally> MeasureAsync(Day day, CancellationToken cancellation)
    {
        var sizes = day.Sizes(Gate);
        var tally = new Tally();
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await using var load = await ProbeLoad.StartAsync(agents, target.Url, sizes.Count("writers"), Path.Combine(day.Scratch, $"{Gate}.jsonl"), cancellation);
        var journal = new StopJournal(Path.Combine(day.Scratch, "stopped"));
        for (var round = 1; round <= sizes.Count("rounds"); round++)
        {
            await RunAsync(Throttle(target, agents, journal, sizes.Count("percent")), sizes.Duration("throttled"), load, tally, cancellation);
            await RunAsync(Hang(target, journal), sizes.Duration("stopped"), load, tally, cancellation);
        }

        await load.StopAsync(tally);
        var served = await Tally.ServedAsync(agents.Admin, cancellation);
        await target.StopAsync();
        tally.Compare(load.Ledger, Tally.Stored(day, target.DataFolder), served);
        return tally;
    }

    private static async Task RunAsync(IFault fault, TimeSpan lasts, ProbeLoad load, Tally tally, CancellationToken cancellation)
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

    private static CpuThrottleFault Throttle(TargetProcess target, Agents agents, StopJournal journal, int percent) => new(
        new CpuThrottleOptions
        {
            Process = Own(target),
            Journal = journal,
            Share = percent / 100.0,
            WorkAsync = token => agents.Client.StatusAsync(token),
        },
        TimeProvider.System);

    private static ProcessHangFault Hang(TargetProcess target, StopJournal journal) => new(
        new ProcessHangOptions
        {
            Process = Own(target),
            Journal = journal,
            Port = target.Url.Port,
            AnswersAsync = token => HealthQuestion.AskAsync(target.Url, token),
        },
        TimeProvider.System);

    // The identity from when this run started it, not whoever has the number now.
    private static Chaos.ProcessKill.ProcessIdentity Own(TargetProcess target) => new(target.Identity.Id, target.Identity.StartedAt);
}
