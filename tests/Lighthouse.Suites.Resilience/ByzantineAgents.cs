using Lighthouse.Chaos.Lies;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Suites.Resilience.Byzantine;
using Lighthouse.Targets;

namespace Lighthouse.Suites.Resilience;

/// <summary>
/// A third of all agents lies, in every way that the bridge has a rule against, and floods, while the others work: nothing forged is taken, everybody honest is
/// served, and the store's files tell exactly what happened.
/// </summary>
public sealed class ByzantineAgents(Day day)
{
    private const string Gate = "byzantine-agents";

    // So short that being late can be tried within a round. Delegations keep their five minutes.
    private const string ShortTasks = "--Bridge:Experts:DispatchSeconds=1";
    private readonly Testimony testimony = new();
    private readonly List<Flood> floods = [];
    private readonly List<string> doubtsOfLies = [], doubtsOfFloods = [];

    [Fact, Gate(
        Gate, "byzantine_agents.accepted", "byzantine_agents.history_differences", "byzantine_agents.unserved", "byzantine_agents.beyond_limit",
        "byzantine_agents.honest_latency")]
    public async Task Agents_that_lie_change_nothing_that_is_not_theirs()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var target = await day.StartOwnTargetAsync([ShortTasks], cancellation);
        var difference = await MeasureAsync(target, cancellation);
        foreach (var deed in difference.Missing.Take(5))
            Day.Progress($"acknowledged and not in the store: {deed}");
        foreach (var deed in difference.Foreign.Take(5))
            Day.Progress($"in the store and acknowledged to nobody: {deed}");
        Record(difference);
    }

    private async Task<HistoryDifference> MeasureAsync(TargetProcess target, CancellationToken cancellation)
    {
        var sizes = day.Sizes(Gate);
        await using (var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation))
        {
            for (var round = 1; round <= sizes.Count("rounds"); round++)
                floods.AddRange(await Round.RunAsync(await Cast.EnlistAsync(agents, sizes.Count("agents"), cancellation), sizes.Rate("flood"), testimony, cancellation));
            await CheckArrivalAsync(agents, cancellation);
            if (!day.IsQuick)
                await SeeAfterARestartAsync(target, cancellation);
        }

        await target.StopAsync();
        return testimony.History.Compare(Deed.In(StoreReader.Read(target.DataFolder, day.Target.Credentials["store"])));
    }

    /// <summary>That the lies reached the bridge is not only what the liars say: it counts them, too.</summary>
    private async Task CheckArrivalAsync(Agents agents, CancellationToken cancellation)
    {
        var told = testimony.Lies.AnsweredBy(LieKinds.CountedByTheBridge);
        var counted = (await agents.Admin.ElicitationMetricsAsync(cancellation)).Security.ImpersonationAttempts;
        if (counted < told)
            doubtsOfLies.Add($"{told} attempts to be somebody else were refused, and the bridge counted {counted}");
    }

    /// <summary>What the bridge makes of its history must be what it showed before.</summary>
    private async Task SeeAfterARestartAsync(TargetProcess target, CancellationToken cancellation)
    {
        await target.StopAsync();
        target.Launch();
        await target.WaitUntilHealthyAsync(cancellation);
        await testimony.SeeAgainAsync();
    }

    private void Record(HistoryDifference difference)
    {
        var lies = testimony.Lies.Count();
        doubtsOfLies.AddRange(lies.Select(count => count.Doubt).OfType<string>());
        var (sent, limited) = (floods.Sum(flood => flood.Sent), floods.Sum(flood => flood.Refused));
        if (floods.Exists(flood => flood.Refused == 0))
            doubtsOfFloods.Add("a flood never came to its limit");
        foreach (var doubt in doubtsOfLies.Concat(doubtsOfFloods))
            Day.Progress($"doubt: {doubt}");

        var sizes = day.Sizes(Gate);
        var measure = new Measure(
            Gate,
            $"{sizes.Count("rounds")} times {sizes.Count("agents")} agents at once, a third of whom lies or floods ({sent:#,##0} requests, {limited:#,##0} refused by a limit), on a bridge of its own{(day.IsQuick ? "" : ", which was restarted at the end and looked at again")}; each kind of lie beside honest requests of the same form that must be taken; then the store's files, read without the bridge, against what was acknowledged. Told and refused: {string.Join(", ", lies.Select(count => $"{count.Kind.Name} {count.Told} and {count.Refused}"))}.");
        var (differences, beyond) = (difference.Missing.Count + difference.Foreign.Count, floods.Sum(flood => flood.BeyondLimit));
        day.Evidence.Record(
            Count("accepted", lies.Sum(count => count.Accepted), lies.Sum(count => count.Told), doubtsOfLies),
            Count("history_differences", differences, difference.Acknowledged, doubtsOfLies),
            Count("unserved", testimony.Unserved, testimony.Served.Count + testimony.Unserved, doubtsOfFloods),
            Count("beyond_limit", beyond, sent, doubtsOfFloods),
            measure.Durations("byzantine_agents.honest_latency", testimony.Served, doubtsOfFloods));

        // What was accepted was so, whatever else went wrong; a clean count proves something only where nothing is in doubt.
        Measurement Count(string metric, long count, long samples, IReadOnlyList<string> doubts) =>
            measure.Count($"byzantine_agents.{metric}", count, samples, count == 0 ? doubts : []);
    }
}
