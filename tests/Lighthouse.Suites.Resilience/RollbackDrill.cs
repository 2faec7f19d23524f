using Lighthouse.Chaos;
using Lighthouse.Chaos.Drills;

namespace Lighthouse.Suites.Resilience;

/// <summary>The way back from elicitation to the older long poll is gone, step by step, on a running bridge under load.</summary>
public sealed class RollbackDrill(Day day)
{
    private const string Gate = "rollback-drill";

    [Fact, Gate(Gate, "rollback_drill.failed", "rollback_drill.duration", "rollback_drill.step", "rollback_drill.acknowledged_lost", "rollback_drill.undelivered")]
    public async Task Every_step_of_the_rollback_works_and_the_long_poll_serves_all_through()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var tally = new Tally();
        await using var target = await day.StartOwnTargetAsync(cancellation);
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("drill", 2, cancellation);
        await using var load = await ProbeLoad.StartAsync(agents, target.Url, day.Sizes(Gate).Count("writers"), Path.Combine(day.Scratch, $"{Gate}.jsonl"), cancellation);
        using var procedure = new RollbackSteps(target, agents, load);
        await load.UntilSteadyAsync(cancellation);
        await procedure.PrepareAsync(cancellation);

        if (!await SaysAPlantedFailureAsync(cancellation))
            tally.Doubt("a planted failing step was not reported, so that the others prove nothing");
        var results = await new Drill(TimeProvider.System).RunAsync(procedure.All, cancellation);
        foreach (var step in results)
            Day.Progress($"{step.Name}: {step.Outcome} in {step.Took.TotalSeconds:0.00} s; {step.Detail}");

        await load.StopAsync(tally);
        var served = await Tally.ServedAsync(agents.Admin, cancellation);
        await target.StopAsync();
        tally.Compare(load.Ledger, Tally.Stored(day, target.DataFolder), served);
        Record(results, tally);
    }

    private void Record(IReadOnlyList<StepResult> results, Tally tally)
    {
        var missed = results.Where(step => step.Outcome != StepOutcome.Done).Select(step => $"{step.Name} ({step.Outcome}: {step.Detail})").ToList();
        var measure = new Measure(
            Gate,
            $"The seven steps on a bridge of its own while agents stored events and one listened by the long poll, each checked by another way than its own; {(missed.Count == 0 ? "all were seen to be done" : $"not done: {string.Join("; ", missed)}")}.");
        day.Evidence.Record(
            measure.Count("rollback_drill.failed", missed.Count, results.Count, tally.Doubts),
            measure.Durations("rollback_drill.duration", [TimeSpan.FromTicks(results.Sum(step => step.Took.Ticks))], tally.Doubts),
            measure.Durations("rollback_drill.step", results.Select(step => step.Took), tally.Doubts),
            measure.Count("rollback_drill.acknowledged_lost", tally.Lost, tally.Acknowledged, tally.Doubts),
            measure.Count("rollback_drill.undelivered", tally.Undelivered + tally.Wrong, tally.Addressed, tally.Doubts));
    }

    /// <summary>A drill that takes a step for done which was not is worth nothing: one is planted before.</summary>
    private static async Task<bool> SaysAPlantedFailureAsync(CancellationToken cancellation)
    {
        var planted = new DrillStep("planted", _ => Task.CompletedTask, _ => Task.FromResult(EffectProof.NotProven("planted")), TimeSpan.FromSeconds(10));
        var result = await new Drill(TimeProvider.System).RunAsync([planted, planted with { Name = "after it" }], cancellation);
        return result is [{ Outcome: StepOutcome.Failed }, { Outcome: StepOutcome.NotReached }];
    }
}
