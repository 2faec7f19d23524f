using Lighthouse.Chaos.NetworkProxy;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Suites.Performance.ServiceLevels;

namespace Lighthouse.Suites.Performance;

/// <summary>The runbook's service levels: watched while the day's load runs, and a planted breach that must lead to a rollback which really happens.</summary>
[Collection(ElicitationCollection.Name)]
public sealed class Sla(Day day, ElicitationLoad load)
{
    internal const string Gate = "sla";

    [Fact, Gate(Gate, "sla.breaches")]
    public async Task The_service_levels_hold_while_the_load_runs()
    {
        var outcome = await load.OutcomeAsync();
        var measure = new Measure(
            Gate, $"Every request that {outcome.Agents:#,##0} agents sent while they asked each other, in a window of {day.Sizes(Gate).Duration("window").TotalSeconds:0.#} s that moves on; samples are the levels. {WatchReport.Text(outcome.Levels)}.");
        var looked = outcome.Levels.Count(level => level.Looks > 0);
        day.Evidence.Record(measure.Count(
            "sla.breaches", outcome.Levels.Sum(level => level.Breaches.Count), looked, [.. outcome.Load.Doubts, .. WatchReport.Doubts(outcome.Levels)]));
    }

    [Fact, Gate(Gate, "sla.rollback_wrong", "sla.rollback", "sla.detection")]
    public async Task A_planted_breach_leads_to_a_rollback_that_really_happens()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        await using var target = await day.StartOwnTargetAsync(cancellation);
        var limit = LevelFigures.InTime(day.Runbook.FindGate(Gate)!);
        (string Name, LinkConditions Spoiled)[] plantings =
        [
            // Each way half of twice the limit, so that it is exceeded without doubt.
            ("slow", new LinkConditions { ToTarget = new DirectionCondition { Latency = limit }, ToClients = new DirectionCondition { Latency = limit } }),
            ("refused", new LinkConditions { Connections = ConnectionFate.Refused }),
        ];
        var planted = new PlantedBreach(day, target.Url, sizes);
        foreach (var (name, spoiled) in plantings.Take(sizes.Count("plantings")))
            await planted.PlantAsync(name, spoiled, cancellation);

        var measure = new Measure(
            Gate, planted.Checks.How($"A breach planted on a bridge of its own by a proxy between it and its agents, with {sizes["planted_grace"]} of the grace ({string.Join("; ", planted.Seen)}); the rollback looked at by agents that have no part in the load"));
        List<Measurement> measured = [measure.Count("sla.rollback_wrong", planted.Checks.Wrong.Count, planted.Checks.Checked, [.. planted.Doubts])];
        // Where no breach was declared there was no rollback to be timed, and the gate lacks it.
        if (planted.Detections.Count > 0)
            measured.AddRange([
                measure.Durations("sla.detection", planted.Detections, [.. planted.Doubts]),
                measure.Durations("sla.rollback", planted.Rollbacks, [.. planted.Doubts])]);
        day.Evidence.Record([.. measured]);
    }
}
