using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.Exhaustion;
using Lighthouse.Chaos.SteadyState;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>The bridge runs out of memory in three ways, and of descriptors: it refuses, or ends and is started again, and nothing that it took is lost.</summary>
public sealed class MemoryExhaustion(Day day)
{
    internal const string Gate = "memory-exhaustion";
    internal const string NoMemory = "out_of_memory";
    private const string HeapVariable = "DOTNET_GCHeapHardLimit";
    // A bridge at rest has 20 to 40 MB of heap.
    private const long HeapBytes = 160_000_000, DataHeadroom = 96_000_000, GroupBytes = 128_000_000, FilesHeadroom = 24;
    private const int BatchesAtOnce = 4, Questions = 12;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100), ServesFor = TimeSpan.FromSeconds(1);
    // On a machine that others use as well, filling 160 MB takes longer than pressing does where it is alone.
    private static readonly TimeSpan ShowWithin = TimeSpan.FromMinutes(1);

    [Fact, Gate(
        Gate, "memory_exhaustion.recovery", "memory_exhaustion.acknowledged_lost", "memory_exhaustion.answers_lost", "memory_exhaustion.wrong_answers",
        "memory_exhaustion.undelivered", "memory_exhaustion.availability")]
    public async Task Running_out_of_memory_loses_nothing_that_was_acknowledged()
    {
        Assert.SkipUnless(day.Measures(Gate), "this profile leaves the gate to a larger one");
        var tally = await Scenarios.OutcomeAsync(day, Gate, TestContext.Current.CancellationToken);
        ScenarioRecord.Draw(day, Gate, tally);
        var sizes = day.Sizes(Gate);
        var how = $"{sizes.Count("rounds")} times each on a bridge of its own: a heap of {HeapBytes / 1e6:0} MB, a limit set while it ran (prlimit), a control group in which the kernel kills, and descriptors that run out, each pressed by half-sent batches or connections until it refused or ended, and started again where it ended; {sizes.Count("writers")} agents stored events, one listened and questions were answered meanwhile; acknowledged events compared with the store's files, read without the bridge.";
        day.Evidence.Record([
            .. ScenarioRecord.WithDelivery(Gate, tally, how),
            new Measure(Gate, how).Count("memory_exhaustion.answers_lost", tally.AnswersLost, tally.AnswersTaken, tally.AnswersLost == 0 ? tally.Doubts : []),
        ]);
    }

    internal static async Task<Tally> MeasureAsync(Day day, CancellationToken cancellation)
    {
        var groups = FaultUnderLoad.Journal(day).Groups;
        Assert.SkipWhen(MemoryGroupLimit.MissingFor(Environment.ProcessId) is not null, MemoryGroupLimit.MissingFor(Environment.ProcessId) ?? "");
        var tally = new Tally();
        var scenario = new MemoryExhaustion(day);
        for (var round = 1; round <= day.Sizes(Gate).Count("rounds"); round++)
        {
            await scenario.ExhaustAsync(new StartedWithLimit("heap-limit", HeapVariable), WithSmallHeap, tally, cancellation);
            await scenario.ExhaustAsync(new ProcessLimit(LimitedResource.Data, DataHeadroom), recipe => recipe, tally, cancellation);
            await scenario.ExhaustAsync(new MemoryGroupLimit(groups, GroupBytes), recipe => recipe, tally, cancellation);
            await scenario.ExhaustAsync(new ProcessLimit(LimitedResource.OpenFiles, FilesHeadroom), recipe => recipe, tally, cancellation);
        }

        return tally;
    }

    private async Task ExhaustAsync(ResourceLimit limit, Func<TargetRecipe, TargetRecipe> change, Tally tally, CancellationToken cancellation)
    {
        await using var target = await day.StartOwnTargetAsync(change, cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        var answers = await AnswersUnderPressure.OpenAsync(agents, Questions, cancellation);
        var ledger = Path.Combine(day.Scratch, $"{Gate}-{Path.GetFileName(target.DataFolder)}.jsonl");
        await using var load = await ProbeLoad.StartAsync(agents, target.Url, day.Sizes(Gate).Count("writers"), ledger, cancellation);
        using var batches = new HalfSentBatches(target.Url, agents.Admin);
        using var connections = new IdleConnections(target.Url);
        await using var supervisor = new Supervisor(target);
        var isOfFiles = limit.Name == "open-files-limit";
        var fault = new ExhaustionFault(
            new ExhaustionOptions
            {
                Process = FaultUnderLoad.Process(target),
                Limit = limit,
                ShowWithin = ShowWithin,
                PressAsync = async token =>
                {
                    await (isOfFiles ? connections.OpenAsync(token) : batches.SendAsync(BatchesAtOnce, token));
                    await answers.AnswerNextAsync(token);
                },
                IsRefusingAsync = async token => isOfFiles ? !await FaultUnderLoad.SaysHealthyAsync(target, token) : batches.IsRefused() || answers.WasRefused || load.Writers.WereRefusedAs(NoMemory) || await RefusesAsync(agents, token),
                // The supervisor does, whenever it ends.
                RestartAsync = _ => Task.CompletedTask,
                IsHealthyAsync = async token =>
                {
                    // The pressure ends with the fault.
                    batches.Dispose();
                    connections.Dispose();
                    return await HealthQuestion.AskAsync(target.Url, token);
                },
            },
            TimeProvider.System);
        await FaultUnderLoad.RunAsync(fault, load, tally, _ => Task.CompletedTask, cancellation);
        // Also where the fault was not seen to take effect: what is read back must not be refused for want of memory.
        batches.Dispose();
        connections.Dispose();
        await RecoveryClock.Start(TimeProvider.System).UntilSteadyAsync(
            token => ServesAsync(agents, token), ServesFor, Look, Tally.RecoveryLimit, cancellation);
        await answers.CheckAsync(tally, cancellation);
        await supervisor.DisposeAsync();
        Day.Progress($"{limit.Name}: the process was started again {supervisor.Restarts} times");
        await FaultUnderLoad.SettleAsync(day, target, agents, load, tally, cancellation);
    }

    /// <summary>Whether a small event is refused for want of memory: who refuses it may be another than who holds the memory.</summary>
    private static async Task<bool> RefusesAsync(Agents agents, CancellationToken cancellation)
    {
        try
        {
            await agents.Admin.StoreEventAsync(new EventDraft("memory_probe", new { }), cancellation);
            return false;
        }
        catch (BridgeException refusal)
        {
            return refusal.Code == NoMemory;
        }
    }

    /// <summary>Whether all is read back and a small event is stored: a page needs more memory than the event, and may be refused where that is not.</summary>
    private static async Task<bool> ServesAsync(Agents agents, CancellationToken cancellation)
    {
        await Tally.ServedAsync(agents.Admin, cancellation);
        return !await RefusesAsync(agents, cancellation);
    }

    private static TargetRecipe WithSmallHeap(TargetRecipe recipe) => recipe with
    {
        Environment = new Dictionary<string, string>(recipe.Environment) { [HeapVariable] = $"0x{HeapBytes:x}" },
    };
}
