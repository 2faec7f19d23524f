using System.Diagnostics;
using Lighthouse.Chaos.NetworkProxy;
using Lighthouse.Load.ServiceLevels;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;

namespace Lighthouse.Suites.Performance.ServiceLevels;

/// <summary>
/// A breach that is planted on a bridge of its own: the way of its agents is spoiled, once for less than the grace and then for good. The second one
/// must lead to a rollback that really happens, which is looked at from outside.
/// </summary>
internal sealed class PlantedBreach(Day day, Uri target, GateSizes sizes)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TimeSpan window = sizes.Duration("planted_window");
    private readonly double grace = sizes["planted_grace"].In(Unit.Percent).Value / 100;

    /// <summary>What was looked at.</summary>
    public Checklist Checks { get; } = new();

    /// <summary>Why what was looked at proves nothing.</summary>
    public List<string> Doubts { get; } = [];

    /// <summary>From the moment at which the way was spoiled until the breach was declared, one for each breach.</summary>
    public List<TimeSpan> Detections { get; } = [];

    /// <summary>From the declared breach until an agent was seen to be refused, one for each breach.</summary>
    public List<TimeSpan> Rollbacks { get; } = [];

    /// <summary>What breached, for the evidence.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>Plants one.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="spoiled">What becomes of the requests.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task PlantAsync(string name, LinkConditions spoiled, CancellationToken cancellation)
    {
        await using var probe = await FlagProbe.OpenAsync(day, target, cancellation);
        await using var agents = await Agents.ConnectAsync(target, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("watched", sizes.Count("planted_agents"), cancellation);
        await agents.Admin.ChangeFeatureFlagsAsync(elicitationEnabled: true, cancellation: cancellation);
        if (!await probe.IsServedAsync(cancellation))
            Doubts.Add($"LHS5214: {name}: elicitation was not served before the breach, so that its refusal afterwards proves nothing.");
        using var watch = new LevelWatch(day, target, window, grace);
        await using var load = await ProxiedLoad.BeginAsync(agents, target, sizes.Rate("planted_rate"), watch, cancellation);
        if (!await StaysQuietAsync(watch, load, spoiled, name, cancellation))
            return;

        var spoiledAt = watch.Now;
        load.Apply(spoiled);
        var through = await load.TryAsync(cancellation);
        Checks.That(through is null || through > LevelFigures.InTime(day.Runbook.FindGate(Sla.Gate)!), $"{name}: a request past the watch shows that the way is spoiled");
        if (await BreachAsync(watch, cancellation) is not { } breach)
        {
            Checks.That(false, $"{name}: a breach is declared within {Patience.TotalSeconds:0} s");
            return;
        }

        Detections.Add(breach.Declared - spoiledAt);
        Seen.Add(FormattableString.Invariant($"{name}: '{breach.Level.Name}' {breach.Value:0.###} (limit {breach.Level.Limit:0.###}) beyond its grace of {breach.Level.Grace.TotalSeconds:0.##} s"));
        Checks.That(breach.Declared - spoiledAt >= breach.Level.Grace, $"{name}: no breach is declared before its grace is over");
        await RollBackAsync(name, agents, probe, cancellation);
        Rollbacks.Add(watch.Now - breach.Declared);
        await StaysRolledBackAsync(name, probe, cancellation);
        load.Apply(LinkConditions.Open);
        await probe.LookAsync(Checks, $"{name}, healed", cancellation);
    }

    /// <summary>The rollback itself: the admin switches the feature off, and it is over when an agent from outside is seen to be refused.</summary>
    private async Task RollBackAsync(string name, Agents agents, FlagProbe probe, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        var answer = await agents.Admin.ChangeFeatureFlagsAsync(elicitationEnabled: false, cancellation: cancellation);
        Checks.That(!answer.ElicitationEnabled, $"{name}: the rollback reports that it is done");
        var refused = false;
        while (!(refused = await probe.IsRefusedAsync(cancellation)) && Stopwatch.GetElapsedTime(begun) < Patience)
            await Task.Delay(20, cancellation);
        Checks.That(refused, $"{name}: elicitation is refused within {Patience.TotalSeconds:0} s of the rollback");
    }

    /// <summary>Looks from outside, again and again for a while.</summary>
    private async Task StaysRolledBackAsync(string name, FlagProbe probe, CancellationToken cancellation)
    {
        var hold = Stopwatch.GetTimestamp();
        do
        {
            await probe.LookAsync(Checks, name, cancellation);
            await Task.Delay(100, cancellation);
        }
        while (Stopwatch.GetElapsedTime(hold) < sizes.Duration("hold"));
        await probe.LookAsync(Checks, $"{name}, after {sizes.Duration("hold").TotalSeconds:0.#} s", cancellation);
    }

    /// <summary>A watch that fires without a cause, or before the grace is over, would make every rollback look right.</summary>
    private async Task<bool> StaysQuietAsync(LevelWatch watch, ProxiedLoad load, LinkConditions spoiled, string name, CancellationToken cancellation)
    {
        var shortest = day.Runbook.FindGate(Sla.Gate)!.Levels.Where(level => level.Answer == BreachAnswer.Rollback).Min(level => level.Grace) * grace;
        await Task.Delay(window * 1.5, cancellation);
        load.Apply(spoiled);
        await Task.Delay(shortest / 4, cancellation);
        load.Apply(LinkConditions.Open);
        // Until the window has forgotten it, and a look more.
        await Task.Delay(window * 1.5, cancellation);
        if (!watch.Breach.IsCompleted)
            return true;
        Doubts.Add($"LHS5215: {name}: the machine was so slow that the watch declared a breach which nobody had planted; nothing more was planted.");
        return false;
    }

    private static async Task<ServiceLevelBreach?> BreachAsync(LevelWatch watch, CancellationToken cancellation)
    {
        try
        {
            return await watch.Breach.WaitAsync(Patience, cancellation);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
