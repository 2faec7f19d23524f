using Lighthouse.Chaos;
using Lighthouse.Chaos.ControlGroups;
using Lighthouse.Chaos.CpuThrottle;
using Lighthouse.Chaos.Processes;
using Lighthouse.Chaos.ProcessHang;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>The bridge gets a fifth of a core, and then none at all for a while: it becomes slow, and nothing else.</summary>
public sealed class CpuThrottling(Day day)
{
    internal const string Gate = "cpu-throttling";
    private const int AtOnce = 32, OneAfterTheOther = 64;

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
            $"{sizes.Duration("throttled").TotalSeconds:0.#} s with {sizes.Count("percent")} % of a core, by stops and, where a control group can be made, by the kernel's scheduler, seen in its account of the process, then stopped for {sizes.Duration("stopped").TotalSeconds:0.#} s, while {sizes.Count("writers")} agents stored events and one listened; acknowledged events compared with the store's files, read without the bridge.")]);
    }

    internal static async Task<Tally> MeasureAsync(Day day, CancellationToken cancellation)
    {
        var sizes = day.Sizes(Gate);
        var tally = new Tally();
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await using var load = await ProbeLoad.StartAsync(agents, target.Url, sizes.Count("writers"), Path.Combine(day.Scratch, $"{Gate}.jsonl"), cancellation);
        var journal = FaultUnderLoad.Journal(day);
        // By the kernel's scheduler, too, where a control group can be made; quick asks for nothing that not every machine has.
        var byGroup = !day.IsQuick && CpuThrottleFault.QuotaMissingFor(target.Identity.Id) is null;
        for (var round = 1; round <= sizes.Count("rounds"); round++)
        {
            await RunAsync(Throttle(target, agents, journal, sizes.Count("percent"), groups: null), sizes.Duration("throttled"), load, tally, cancellation);
            if (byGroup)
                await RunAsync(Throttle(target, agents, journal, sizes.Count("percent"), journal.Groups), sizes.Duration("throttled"), load, tally, cancellation);
            await RunAsync(Hang(target, journal.Stopped), sizes.Duration("stopped"), load, tally, cancellation);
        }

        await FaultUnderLoad.SettleAsync(day, target, agents, load, tally, cancellation);
        return tally;
    }

    private static Task RunAsync(IFault fault, TimeSpan lasts, ProbeLoad load, Tally tally, CancellationToken cancellation) =>
        FaultUnderLoad.RunAsync(fault, load, tally, token => Task.Delay(lasts, token), cancellation);

    private static CpuThrottleFault Throttle(TargetProcess target, Agents agents, FaultJournal journal, int percent, ControlGroupJournal? groups) => new(
        new CpuThrottleOptions
        {
            Process = FaultUnderLoad.Process(target),
            Journal = journal.Stopped,
            Groups = groups,
            Share = percent / 100.0,
            // The kernel holds nobody back who wants less than a share of a period: the work must want more than that on a fast machine, too.
            WorkAsync = token => groups is null ? agents.Client.StatusAsync(token) : Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => AskAsync(agents, token))),
        },
        TimeProvider.System);

    private static async Task AskAsync(Agents agents, CancellationToken cancellation)
    {
        for (var asked = 0; asked < OneAfterTheOther; asked++)
            await agents.Client.StatusAsync(cancellation);
    }

    private static ProcessHangFault Hang(TargetProcess target, StopJournal journal) => new(
        new ProcessHangOptions
        {
            Process = FaultUnderLoad.Process(target),
            Journal = journal,
            Port = target.Url.Port,
            AnswersAsync = token => HealthQuestion.AskAsync(target.Url, token),
        },
        TimeProvider.System);
}
