using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Suites.Performance.Ladder;
using Lighthouse.Suites.Performance.Watching;

namespace Lighthouse.Suites.Performance;

/// <summary>From how many agents on the bridge no longer keeps up, and what ran out there.</summary>
public sealed class ScalingLadder(Day day, AgentPool pool)
{
    private const string Gate = "scaling-ladder";
    private static readonly int[] Rungs = [100, 500, 1000, 2500, 5000, 10_000, 15_000];

    [Fact, Gate(Gate, "scaling_ladder.unsustained", "scaling_ladder.sustained", "scaling_ladder.in_time")]
    public async Task The_knee_lies_above_what_is_needed_and_its_resource_is_named()
    {
        Assert.SkipUnless(day.Measures(Gate), "this profile defers it");
        var watched = WatchedProcess.ListeningOn(day.Target.Url);
        Assert.SkipWhen(watched is null, "the process of the target cannot be seen from here: which resource ran out is read from /proc, on the same Linux machine");
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        var wanted = sizes["in_time"].In(Unit.Percent).Value / 100;
        var agents = await pool.AgentsAsync(day, Rungs[0], cancellation);
        var climbed = new List<Rung>();
        await using var climb = new Climb(agents, watched!, (await agents.Client.StatusAsync(cancellation)).LastSequence);
        foreach (var rung in Rungs.Where(rung => rung <= sizes.Count("top")))
        {
            await pool.AgentsAsync(day, rung, cancellation);
            climbed.Add(await climb.ClimbAsync(rung, sizes.Rate("each"), sizes.Duration("rung"), sizes.Duration("within"), cancellation));
            Day.Progress($"ladder: {climbed[^1]}");
            // Beyond its knee a system is only broken further.
            if (climbed[^1].Share < wanted)
                break;
        }

        Record(climbed, [.. Rungs.Where(rung => rung <= sizes.Count("needed"))], wanted);
    }

    private void Draw(List<Rung> climbed, Rung? knee, int sustained)
    {
        List<double> At(IEnumerable<Rung> rungs) => [.. rungs.Select(rung => (double)rung.Agents)];
        List<SeriesLine> lines = [new("done in time", Unit.Percent.Symbol, At(climbed), [.. climbed.Select(rung => Math.Round(rung.Share * 100, 2))])];
        var worked = climbed.Where(rung => rung.Work is not null).ToList();
        if (worked.Count > 0)
            lines.Add(new("p99 from the intended start", Unit.Millisecond.Symbol, At(worked), [.. worked.Select(rung => Math.Round(rung.Work!.LatencyFromIntendedStart.Percentile(99).TotalMilliseconds, 2))]));
        SeriesSpan[] spans = knee is null ? [] : [new($"knee: {knee.Use.RanOut}", sustained, knee.Agents)];
        day.Evidence.Draw(new Measure(Gate, "").Series("The ladder, rung by rung", "agents at once", Unit.One, lines, spans));
    }

    private void Record(List<Rung> climbed, List<int> needed, double wanted)
    {
        var sustained = climbed.Where(rung => rung.Share >= wanted).Select(rung => rung.Agents).DefaultIfEmpty().Max();
        var knee = climbed.FirstOrDefault(rung => rung.Share < wanted);
        var missed = needed.Count(rung => rung > sustained);
        var found = knee is null ? $"no knee up to {sustained:#,##0} agents" : $"the knee lies between {sustained:#,##0} and {knee.Agents:#,##0} agents, where this ran out: {knee.Use.RanOut}";
        // A generator that was late where all was done in time was not late enough to matter: the time counts from the intended start.
        string[] doubts = missed > 0 && knee?.Work is { Doubts.Count: > 0 } work ? [.. work.Doubts] : [];
        Draw(climbed, knee, sustained);
        var measure = new Measure(Gate, $"{found}. Agents in a long poll tell each other something at a constant rate each (open model), from the intended start until it was heard. {string.Join("; ", climbed)}.");
        day.Evidence.Record(
            [
                measure.Count("scaling_ladder.unsustained", missed, needed.Count, doubts),
                measure.Count("scaling_ladder.sustained", sustained, climbed.Count, doubts),
                .. climbed.Where(rung => rung.Asked > 0).Select(rung => measure.Proportion("scaling_ladder.in_time", rung.InTime, rung.Asked)),
            ]);
    }
}
