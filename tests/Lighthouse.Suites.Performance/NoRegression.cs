using Lighthouse.Readiness.Environments;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Regression;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Suites.Performance.Repeating;

namespace Lighthouse.Suites.Performance;

/// <summary>Latencies and rates of repeated runs, compared with what was recorded of them on machines of this class.</summary>
public sealed class NoRegression(Day day)
{
    private const string Gate = "no-regression";
    private const string Yardstick = "runs.yardstick.";

    [Fact]
    [Gate(
        Gate, "no_regression.blocking", "no_regression.investigate", "no_regression.worsening", "runs.append.median", "runs.append.tail", "runs.message.median",
        "runs.message.tail", "runs.elicitation.median", "runs.elicitation.tail", "runs.validation.median", "runs.validation.tail", "runs.reads.rate", "runs.batches.rate",
        "runs.yardstick.computing", "runs.yardstick.storing")]
    public async Task No_latency_and_no_rate_is_proven_worse_than_its_baseline()
    {
        Assert.SkipUnless(day.Measures(Gate), "this profile defers it");
        var sizes = day.Sizes(Gate);
        var machine = MachineClass.Read();
        var runs = await MeasureAsync(sizes, TestContext.Current.CancellationToken);
        string[] doubts = [.. runs.SelectMany(run => run.Doubts).Distinct()];
        var figures = Together(runs);
        RecordRuns(figures, machine, sizes, doubts);

        Assert.SkipWhen(day.Inputs.Baselines is null, "there is no folder of baselines; these runs were recorded and compared with nothing");
        var baseline = BaselineFile.Read(day.Inputs.Baselines!, Gate, machine);
        Assert.SkipWhen(baseline is null, $"no baseline is recorded for this class of machines ({machine}); record one where the bridge is known to be well: ./build.sh --target=Baseline");
        var other = baseline!.WhyNotComparable(RegressionRules.Conditions(sizes));
        Assert.SkipWhen(other is not null, other ?? "");
        Compare(figures, baseline, RegressionRules.Of(sizes), doubts);
    }

    private async Task<List<RepeatedRun>> MeasureAsync(GateSizes sizes, CancellationToken cancellation)
    {
        var runs = new List<RepeatedRun>();
        for (var number = 1; number <= sizes.Count("runs"); number++)
        {
            Day.Progress($"repeated run {number} of {sizes.Count("runs")}");
            runs.Add(await RepeatedRun.MeasureAsync(day, sizes, number, cancellation));
        }

        return runs;
    }

    private static List<MetricRuns> Together(List<RepeatedRun> runs) =>
    [
        .. runs[0].Figures.Select(figure => new MetricRuns(
            figure.Key, figure.Value.Unit, [.. runs.Select(run => run.Figures[figure.Key].In(figure.Value.Unit).Value)])),
    ];

    private void RecordRuns(List<MetricRuns> figures, MachineClass machine, GateSizes sizes, string[] doubts)
    {
        var measure = new Measure(
            Gate, $"{sizes.Count("runs")} runs, each on a fresh instance with {sizes.Count("agents")} agents: all loads at once for {sizes.Duration("duration").TotalSeconds:0.#} s after {sizes.Duration("warm_up").TotalSeconds:0.#} s to warm up (open model, from the intended start), then reads and batches as fast as they go. One number for each run. {machine}.");
        day.Evidence.Record([.. figures.Select(figure => measure.Distribution(
            figure.Metric, new Distribution(figure.Unit, figure.Runs.Select(run => new Bucket(run, 1))), doubts))]);
    }

    private void Compare(List<MetricRuns> figures, Baseline baseline, RegressionRules rules, string[] doubts)
    {
        var drift = RegressionTest.Drift(Yardsticks(figures), Yardsticks(baseline.Metrics), rules);
        string[] all = drift is null ? doubts : [.. doubts, drift];
        var compared = RegressionTest.Compare(Measured(figures), Measured(baseline.Metrics), rules);
        foreach (var worse in compared.Where(one => one.Outcome is ComparisonOutcome.Blocks or ComparisonOutcome.Investigate))
            day.Evidence.Report(Finding(worse, baseline));

        var known = compared.Where(one => one.Outcome != ComparisonOutcome.Unknown).ToList();
        var measure = new Measure(
            Gate, $"Against the baseline of commit {baseline.Commit}, recorded {baseline.RecordedAt:yyyy-MM-dd} by run {baseline.RunId} (SHA-256 {baseline.Digest}): the exact test of Mann and Whitney on the runs, against {rules.Investigate:0.#%} and {rules.Block:0.#%}, corrected by Holm for {known.Count} figures at {rules.ErrorRate:0.#%}. {string.Join("; ", compared.Select(Told))}.");
        day.Evidence.Record(
        [
            measure.Count("no_regression.blocking", known.Count(one => one.Outcome == ComparisonOutcome.Blocks), known.Count, all),
            measure.Count("no_regression.investigate", known.Count(one => one.Outcome is ComparisonOutcome.Blocks or ComparisonOutcome.Investigate), known.Count, all),
            .. known.Select(one => new Measure(Gate, $"{one.Metric}: {Told(one)}.").Estimate("no_regression.worsening", one.Worsening!, all)),
        ]);
    }

    private static ReportedFinding Finding(MetricComparison worse, Baseline baseline) => new(
        Gate, $"{Gate}/{(worse.Outcome == ComparisonOutcome.Blocks ? "blocks" : "investigate")}", $"{worse.Metric} is proven worse than its baseline",
        worse.Outcome == ComparisonOutcome.Blocks ? Severity.High : Severity.Medium, [], null, null,
        $"{Told(worse)}. Look at the commits since {baseline.Commit}; measure both again side by side (--target=Compare). If it is meant, record the baseline again.",
        TestContext.Current.Test!.TestDisplayName);

    private static string Told(MetricComparison one) => one.Worsening is { } worsening
        ? $"{one.Metric} {one.Baseline} -> {one.Candidate}, {worsening.Value} as bad ({worsening.Lower?.ToString() ?? "none"} to {worsening.Upper?.ToString() ?? "none"})"
        : $"{one.Metric} {one.Baseline?.ToString() ?? "not measured"} -> {one.Candidate?.ToString() ?? "not measured"}";

    private static List<MetricRuns> Yardsticks(IEnumerable<MetricRuns> figures) => [.. figures.Where(figure => figure.Metric.StartsWith(Yardstick, StringComparison.Ordinal))];

    private static List<MetricRuns> Measured(IEnumerable<MetricRuns> figures) => [.. figures.Where(figure => !figure.Metric.StartsWith(Yardstick, StringComparison.Ordinal))];
}
