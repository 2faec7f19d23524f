using System.Globalization;
using Lighthouse.Load;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Endurance;
using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Suites.Performance.Watching;

namespace Lighthouse.Suites.Performance;

/// <summary>A load for hours: whether the bridge is as fast at the end as at the beginning, and as faithful. A run that was killed goes on where it was.</summary>
public sealed class Endurance(Day day, AgentPool pool)
{
    private const string Gate = "endurance";
    private const double Confidence = 0.95;
    private const int FewestReadings = 4;

    [Fact, Gate(Gate, "endurance.p99_drift", "endurance.crashes", "endurance.errors", "endurance.time_run", "endurance.resident_growth")]
    public async Task It_is_as_fast_and_as_faithful_at_the_end_as_at_the_beginning()
    {
        Assert.SkipUnless(day.Measures(Gate), "this profile defers it");
        var watched = WatchedProcess.ListeningOn(day.Target.Url);
        Assert.SkipWhen(watched is null, "the process of the target cannot be seen from here: its crashes and its memory are read from /proc, on the same Linux machine");
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        // Not those that ask in the elicitation load: agents may ask only so often.
        var others = day.Sizes("elicitation-latency").Count("agents");
        var agents = await pool.AgentsAsync(day, others + sizes.Count("agents"), cancellation);
        await using var shifts = new Shifts(
            agents.Client, [.. agents.Credentials.Skip(others).Take(sizes.Count("agents"))], sizes.Count("sockets"), sizes.Duration("shift"));
        await shifts.BeginAsync(cancellation);
        // Of the first errands both sides compile what they run; with them the beginning would be slower than any end.
        await LoadRun.OpenAsync(
            OpenModel.ConstantRate(sizes.Rate("rate"), sizes.Duration("warm_up")), shifts.DoAsync, new LoadOptions(), TimeProvider.System, cancellation);
        await using var page = LivePage.Open($"Endurance of {day.Target.Url}");
        Day.Progress($"endurance: watch it at {page.Address}");
        var plan = new EndurancePlan(
            day.Identity, sizes.Duration("duration"), sizes.Duration("window"), sizes.Rate("rate"), sizes["part"].In(Unit.Percent).Value / 100);
        var sight = new Sight(day.Target.Url, watched!);
        var result = await EnduranceRun.RunAsync(
            plan, Path.Combine(day.Kept, "endurance.jsonl"), shifts.DoAsync, new EnduranceWatch(TimeProvider.System, sight.See, page.Show), cancellation);
        Record(result, sizes.Count("agents"));
    }

    private void Record(EnduranceResult result, int agents)
    {
        var gaps = result.Gaps.Count == 0
            ? "without a gap"
            : $"with {result.Gaps.Count} gaps, the longest of {result.Gaps[0].Length.TotalSeconds:0.#} s from {result.Gaps[0].From:u}";
        var measure = new Measure(
            Gate, FormattableString.Invariant($"{agents:#,##0} agents, each in a long poll and some also at a socket, ask each other by turns by elicitation and by messages (open model): {result.Succeeded + result.Failed:#,##0} errands in {result.Windows:#,##0} windows since {result.Begun:u}, {result.Ran.TotalSeconds:0} s measured of {result.Span.TotalSeconds:0} s, {gaps}; the load was started {result.Attempts} times. Compared are the p99 of {result.LateBlocks.Count} blocks of the last part of the time with those of {result.EarlyBlocks.Count} of the first; over each part as a whole p99 is {Milliseconds(result.Late)} ms to {Milliseconds(result.Early)} ms."));
        string[] doubts =
        [
            .. result.Doubts,
            .. result.Early.Count == 0 || result.Late.Count == 0 ? ["LHS5231: nothing ended in the first or in the last part of the time, so nothing could be compared."] : Array.Empty<string>(),
        ];
        var share = result.Span > TimeSpan.Zero ? result.Ran / result.Span : 0;
        List<Measurement> measured =
        [
            measure.Count("endurance.crashes", result.Crashes, result.Windows, doubts),
            measure.Proportion("endurance.errors", result.Failed, result.Succeeded + result.Failed, doubts),
            measure.Scalar("endurance.time_run", new Quantity(share * 100, Unit.Percent), result.Windows, doubts),
        ];
        if (result.Early.Count > 0 && result.Late.Count > 0)
            measured.Add(measure.Estimate("endurance.p99_drift", RunRatio.Of(Tails(result.LateBlocks), Tails(result.EarlyBlocks), Confidence), doubts));
        if (result.Resident.Count >= FewestReadings)
            measured.Add(measure.Estimate(
                "endurance.resident_growth", RobustSlope.Of([.. result.Resident.Select(one => (one.Hours, one.Bytes / 1e6))], Unit.MegabytePerHour, Confidence)));
        day.Evidence.Record([.. measured]);
    }

    private static string Milliseconds(Load.Recording.LatencyHistogram latency) =>
        latency.Count == 0 ? "?" : latency.Percentile(99).TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture);

    // A block in which the machine was busy with something else is one of many; in one percentile of them all it would be the tail.
    private static double[] Tails(IReadOnlyList<Load.Recording.LatencyHistogram> blocks) => [.. blocks.Select(block => block.Percentile(99).TotalMilliseconds)];

    /// <summary>Looks at the target's process, and for another one at its address when that is gone.</summary>
    private sealed class Sight(Uri url, WatchedProcess first)
    {
        private WatchedProcess? process = first;

        public TargetSight See()
        {
            try
            {
                process ??= WatchedProcess.ListeningOn(url);
                return process is null ? default : new TargetSight(process.Id.ToString(CultureInfo.InvariantCulture), process.ResidentBytes);
            }
            catch (Exception gone) when (gone is IOException or InvalidOperationException)
            {
                process = null;
                return default;
            }
        }
    }
}
