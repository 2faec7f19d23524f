using Lighthouse.Load.Results;
using Lighthouse.Readiness.Estimation;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Suites.Performance.Watching;
using Lighthouse.Suites.Performance.Workloads;

namespace Lighthouse.Suites.Performance;

/// <summary>What the bridge keeps of work that is done: living objects after a collection, handles, resident memory, as a slope over the operations.</summary>
public sealed class Leak(Day day)
{
    private const string Gate = "leak";
    private const double Confidence = 0.95;
    private const int Named = 5;

    [Fact, Gate(Gate, "leak.heap_per_1000_operations", "leak.handles_per_1000_operations", "leak.resident_per_1000_operations", "leak.failed")]
    public async Task Work_that_is_done_leaves_nothing_behind()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sizes = day.Sizes(Gate);
        await using var target = await day.StartOwnTargetAsync(cancellation);
        var watched = WatchedProcess.ListeningOn(target.Url);
        Assert.SkipWhen(watched is null || !HeapReader.CanRead(watched.Id), "the instance has no .NET diagnostics port that can be reached from here, or the system does not show its processes; its live heap cannot be read");
        await using var agents = await Agents.ConnectAsync(target.Url, day.Target.Credentials["admin"], cancellation);
        await agents.EnlistAsync("leak", "system_agent", sizes.Count("agents") + EverydayWork.Visitors, cancellation);
        var work = new EverydayWork(agents);
        var heap = new HeapReader(watched!.Id);

        // What is filled once and then stays, caches and pools, is filled before the first reading.
        List<LoadResult> runs = [await work.FillAsync(sizes.Count("filling"), cancellation), await work.DoAsync(sizes.Count("operations"), cancellation)];
        // A first session makes the runtime describe its own event sources, which stay; it is no reading.
        await heap.ReadAsync(cancellation);
        List<Reading> readings = [await ReadAsync(0)];
        var operations = sizes.Count("operations");
        while (readings.Count < sizes.Count("readings") || (readings.Count < sizes.Count("most") && IsWide(readings, sizes["width"])))
        {
            runs.Add(await work.DoAsync(operations, cancellation));
            readings.Add(await ReadAsync(readings.Count * operations));
        }

        var problems = string.Join(", ", runs.SelectMany(run => run.FailedByKind.Keys).Distinct());
        var failed = runs.Sum(run => run.Intended - run.Succeeded);
        var grown = string.Join(", ", readings[^1].Heap.GrownSince(readings[0].Heap, Named));
        var measure = new Measure(
            Gate, $"{runs.Skip(2).Sum(run => run.Intended):#,##0} operations in {readings.Count - 1} stretches after {runs.Take(2).Sum(run => run.Intended):#,##0} to warm up; before and after each a complete collection through the diagnostics port of process {watched.Id}; slope by Theil and Sen. Live heap in KB: {Listed(readings, one => one.Heap.Bytes / 1e3)}. Types that grew most from the first to the last reading: {(grown.Length == 0 ? "none" : grown)}. Failures: {(problems.Length == 0 ? "none" : problems)}.");
        var growth = Growth(readings);
        day.Evidence.Draw(measure.Series(
            "Live heap after each collection", "operations", Unit.One,
            [new SeriesLine("live heap", Unit.Kilobyte.Symbol, [.. readings.Select(one => (double)one.After)], [.. readings.Select(one => one.Heap.Bytes / 1e3)]), Trend(readings, growth)]));
        // A generator that was late does not matter here: what counts is how much was done, and that it was done.
        day.Evidence.Record(
            measure.Estimate("leak.heap_per_1000_operations", growth),
            measure.Estimate("leak.handles_per_1000_operations", Slope(readings, one => one.Handles, Unit.One)),
            measure.Estimate("leak.resident_per_1000_operations", Slope(readings, one => one.Resident / 1e3, Unit.Kilobyte)),
            measure.Proportion("leak.failed", failed, runs.Sum(run => run.Intended)));

        async Task<Reading> ReadAsync(int after)
        {
            var alive = await heap.ReadAsync(cancellation);
            return new Reading(after, alive, watched.Descriptors, watched.ResidentBytes);
        }
    }

    // By how far the bounds are apart alone: to go on until the gate passes would favour that it does.
    private static bool IsWide(List<Reading> readings, Quantity width) =>
        Growth(readings) is not { Lower: { } lower, Upper: { } upper }
        || upper.In(Unit.Kilobyte).Value - lower.In(Unit.Kilobyte).Value > width.In(Unit.Kilobyte).Value;

    private static EstimateObservation Growth(List<Reading> readings) => Slope(readings, one => one.Heap.Bytes / 1e3, Unit.Kilobyte);

    private static EstimateObservation Slope(List<Reading> readings, Func<Reading, double> of, Unit unit) =>
        RobustSlope.Of([.. readings.Select(one => (one.After / 1000.0, of(one)))], unit, Confidence);

    /// <summary>The slope through the middle of the readings, and what its bounds allow it to be.</summary>
    private static SeriesLine Trend(List<Reading> readings, EstimateObservation growth)
    {
        var at = readings.Select(one => (double)one.After).ToList();
        var (middle, level) = (Median(at), Median(readings.Select(one => one.Heap.Bytes / 1e3)));
        return new SeriesLine(
            "slope", Unit.Kilobyte.Symbol, at, Through(growth.Value), growth is { Lower: not null, Upper: not null } ? Edge(Math.Min) : null, growth is { Lower: not null, Upper: not null } ? Edge(Math.Max) : null);

        List<double> Through(Quantity slope) => [.. at.Select(one => Math.Round(level + (slope.In(Unit.Kilobyte).Value * (one - middle) / 1000), 3))];

        // Before the middle the lower slope is the upper edge.
        List<double> Edge(Func<double, double, double> choose) => [.. Through(growth.Lower!.Value).Zip(Through(growth.Upper!.Value), choose)];
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] ascending = [.. values.Order()];
        return (ascending[(ascending.Length - 1) / 2] + ascending[ascending.Length / 2]) / 2;
    }

    private static string Listed(List<Reading> readings, Func<Reading, double> of) =>
        string.Join(", ", readings.Select(one => FormattableString.Invariant($"{of(one):0.#}")));

    private sealed record Reading(int After, LiveHeap Heap, int Handles, long Resident);
}
