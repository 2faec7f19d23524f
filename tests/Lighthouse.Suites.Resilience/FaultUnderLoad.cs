using Lighthouse.Chaos;
using Lighthouse.Chaos.ProcessKill;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>What every scenario does with a fault, with the agents that work all through it, and with the bridge afterwards.</summary>
internal static class FaultUnderLoad
{
    private static readonly TimeSpan HealthLimit = TimeSpan.FromSeconds(3);

    /// <summary>Waits for the steady state, runs the fault once and adds what was seen.</summary>
    public static async Task RunAsync(IFault fault, ProbeLoad load, Tally tally, Func<CancellationToken, Task> whileInEffect, CancellationToken cancellation)
    {
        await load.UntilSteadyAsync(cancellation);
        var options = new ExperimentOptions
        {
            SteadyState = _ => Task.FromResult(load.IsSteady),
            RecoverWithin = Tally.RecoveryLimit,
            HealWithin = 2 * Tally.RecoveryLimit,
            WhileInEffect = whileInEffect,
        };
        var result = await new Experiment(fault, options, TimeProvider.System).RunAsync(cancellation);
        tally.Add(fault.Name, result);
        if (result.Recovery is null)
            Day.Progress($"{fault.Name}: not steady: {load.Description}");
    }

    /// <summary>Ends the load and the bridge, and compares what was acknowledged with the bridge's files, read without it.</summary>
    public static async Task SettleAsync(Day day, TargetProcess target, Agents agents, ProbeLoad load, Tally tally, CancellationToken cancellation)
    {
        await load.StopAsync(tally);
        var served = await Tally.ServedAsync(agents.Admin, cancellation);
        await target.StopAsync();
        tally.Compare(load.Ledger, Tally.Stored(day, target.DataFolder), served);
    }

    /// <summary>Whether a bridge says that it is healthy; one that does not answer does not say so.</summary>
    public static async Task<bool> SaysHealthyAsync(TargetProcess target, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(HealthLimit);
        try
        {
            return await HealthQuestion.AskAsync(target.Url, bound.Token);
        }
        catch (Exception problem) when (problem is HttpRequestException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The identity from when this run started it, not whoever has the number now.</summary>
    public static Chaos.ProcessKill.ProcessIdentity Process(TargetProcess target) => new(target.Identity.Id, target.Identity.StartedAt);

    /// <summary>Where this run's faults are written down, for the pipeline's next start.</summary>
    public static FaultJournal Journal(Day day) => new(Path.Combine(day.Journal.Folder, FaultJournal.FolderName), TimeProvider.System);
}
