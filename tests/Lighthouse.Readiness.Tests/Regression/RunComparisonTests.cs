using System.Text.Json;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Regression;
using Lighthouse.Readiness.Reporting;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Evidence;
using Xunit;

namespace Lighthouse.Readiness.Tests.Regression;

public sealed class RunComparisonTests
{
    private static readonly RegressionRules Rules = new(0.05, 0.15, 0.05);

    [Fact]
    public void Several_runs_on_each_side_prove_what_one_on_each_does_not()
    {
        Assert.Equal(ComparisonOutcome.NotProvenWorse, Assert.Single(Compare([Run(1, 10)], [Run(2, 20)]).Figures).Outcome);
        var many = Compare([.. Enumerable.Range(1, 5).Select(day => Run(day, 10))], [.. Enumerable.Range(11, 5).Select(day => Run(day, 20))]);
        Assert.Equal(ComparisonOutcome.Blocks, Assert.Single(many.Figures).Outcome);
    }

    [Fact]
    public void A_change_over_the_history_names_its_first_run_whatever_order_the_runs_come_in()
    {
        var runs = Enumerable.Range(1, 20).Select(day => Run(day, (day <= 12 ? 10 : 14) + (0.01 * (day * 7 % 5)))).ToList();
        runs.Reverse();
        var change = Assert.Single(RunComparison.Of([], [], runs, Rules).Changes);
        Assert.Equal(13, change.First.Started.Day);
        Assert.True(change.IsWorse);
    }

    [Fact]
    public void Evidence_gives_its_latencies_and_rates_the_worst_of_each_and_none_that_is_in_doubt()
    {
        EvidenceRecord[] records =
        [
            Record(new DayOpened("quick", 1, new Dictionary<string, string> { ["class"] = "a-class" }, null)),
            Record(Measured("a.time", Durations(5, 30))), Record(Measured("a.time", Durations(9, 30))),
            Record(Measured("a.rate", new ScalarObservation(new Quantity(50, Unit.PerSecond), 10))), Record(Measured("a.rate", new ScalarObservation(new Quantity(40, Unit.PerSecond), 10))),
            Record(Measured("a.count", new ScalarObservation(Quantity.Count(3), 10))),
            Record(Measured("b.time", Durations(1, 30), "the generator was late")),
            Record(Measured("runs.c", new DistributionObservation(new Distribution(Unit.Millisecond, [new Bucket(1, 2), new Bucket(3, 1)])))),
        ];
        var run = RecordedRun.Of(Specimen.Identity, DateTimeOffset.UnixEpoch, records);
        Assert.Equal("a-class", run.Machine);
        Assert.Equal(
            [("a.rate", 40.0), ("a.time.p50", 9.0), ("a.time.p95", 9.0), ("runs.c", 1.0)],
            run.Figures.OrderBy(figure => figure.Metric, StringComparer.Ordinal).Select(figure => (figure.Metric, figure.Runs[0])));
        Assert.Equal([1.0, 1.0, 3.0], run.Figures.Single(figure => figure.Metric == "runs.c").Runs);
    }

    [Fact]
    public void The_table_fits_the_console_and_says_what_is_proven()
    {
        var comparison = Compare([.. Enumerable.Range(1, 5).Select(day => Run(day, 10))], [.. Enumerable.Range(11, 5).Select(day => Run(day, 20))]);
        var lines = ReportWriter.ComparisonTable(comparison).Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= 100, line));
        Assert.Contains(lines, line => line.Contains("worse: blocks", StringComparison.Ordinal) && line.Contains("answer.latency.p99", StringComparison.Ordinal));
    }

    [Fact]
    public void One_run_against_one_says_that_it_proves_nothing() =>
        Assert.Contains("prove nothing", ReportWriter.ComparisonTable(Compare([Run(1, 10)], [Run(2, 20)])), StringComparison.Ordinal);

    [Fact]
    public void The_files_say_the_same()
    {
        using var folder = new TemporaryFolder();
        var files = ReportWriter.WriteComparison(folder.Root, Compare([.. Enumerable.Range(1, 5).Select(day => Run(day, 10))], [.. Enumerable.Range(11, 5).Select(day => Run(day, 20))]));
        using var json = JsonDocument.Parse(File.ReadAllBytes(files[0]));
        var figure = Assert.Single(json.RootElement.GetProperty("figures").EnumerateArray());
        Assert.Equal(("blocks", 10.0, "ms"), (figure.GetProperty("outcome").GetString(), figure.GetProperty("before").GetProperty("value").GetDouble(), figure.GetProperty("before").GetProperty("unit").GetString()));
        Assert.Contains("| answer.latency.p99 | 10 ms | 20 ms |", File.ReadAllText(files[1]), StringComparison.Ordinal);
    }

    private static RunComparison Compare(RecordedRun[] before, RecordedRun[] after) => RunComparison.Of(before, after, [], Rules);

    private static RecordedRun Run(int day, double milliseconds) => new(
        Specimen.Identity with { RunId = $"{day:00}{new string('0', 30)}", Profile = Profile.Quick }, new DateTimeOffset(2026, 11, day, 0, 0, 0, TimeSpan.Zero), "a-class",
        [new MetricRuns("answer.latency.p99", Unit.Millisecond, [milliseconds])]);

    private static DistributionObservation Durations(double milliseconds, long count) => new(new Distribution(Unit.Millisecond, [new Bucket(milliseconds, count)]));

    private static Measured Measured(string metric, Observation observation, params string[] doubts) => new(new Measurement(metric, "gate", observation, "how", "test", doubts));

    private static EvidenceRecord Record(EvidenceEntry entry) => new(1, new string('0', 64), DateTimeOffset.UnixEpoch, "run", "commit", "digest", "Tuesday", entry);
}
