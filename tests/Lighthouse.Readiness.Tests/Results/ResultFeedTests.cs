using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Results;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Evidence;
using Lighthouse.Readiness.Tests.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Results;

public sealed class ResultFeedTests : IDisposable
{
    private const string Sources = """
        sources:
                  - { metric: shop.p99, format: k6, file: k6/summary.json, figure: p95 }
                  - { metric: shop.errors, format: k6, file: k6/summary.json, figure: errors }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly Runbook runbook = SmallRunbook.Read(Text(Sources));

    private Gate Gate => runbook.FindGate("answer-time")!;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_a_tool_measured_is_judged_like_any_measurement_and_says_where_it_is_from()
    {
        Write(Samples.K6Summary);
        var verdict = Judged();
        Assert.Equal(Verdict.Passed, verdict.Verdict);
        var how = verdict.Recorded[0].How;
        Assert.Contains("K6", how, StringComparison.Ordinal);
        Assert.Contains("k6/summary.json", how, StringComparison.Ordinal);
        Assert.Matches("SHA-256 [0-9a-f]{64}", how);
    }

    [Fact]
    public void A_limit_that_the_bounds_exceed_is_missed()
    {
        Write(Samples.K6Summary.Replace("\"passes\": 6, \"fails\": 5994", "\"passes\": 600, \"fails\": 5400", StringComparison.Ordinal));
        Assert.Equal(Verdict.Failed, Judged().Verdict);
    }

    [Fact]
    public void A_percentile_of_too_few_requests_proves_nothing()
    {
        Write(Samples.K6Summary.Replace("\"count\": 6000", "\"count\": 40", StringComparison.Ordinal).Replace("\"passes\": 6, \"fails\": 5994", "\"passes\": 0, \"fails\": 6000", StringComparison.Ordinal));
        var verdict = Judged();
        Assert.Equal(Verdict.Inconclusive, verdict.Verdict);
        Assert.Contains("shop.p99", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_is_not_run_with_its_reason()
    {
        var verdict = Judged();
        Assert.Equal(Verdict.NotRun, verdict.Verdict);
        Assert.Contains("LH3901", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_folder_is_not_run_with_its_reason() =>
        Assert.Contains("LH3907", Assert.IsType<TestEnded>(Assert.Single(ResultFeed.Of(runbook, Profile.Standard, Gate, null, DateTimeOffset.UnixEpoch))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_figure_that_is_not_there_is_not_run_and_nothing_of_its_file_counts()
    {
        Write(Samples.K6Summary.Replace("\"p(95)\": 60.7, ", "", StringComparison.Ordinal));
        var verdict = Judged();
        Assert.Equal(Verdict.NotRun, verdict.Verdict);
        Assert.Contains("LH3905", verdict.Reason, StringComparison.Ordinal);
        Assert.Empty(verdict.Recorded);
    }

    [Fact]
    public void A_result_of_another_day_is_in_doubt()
    {
        Write(Samples.K6Summary);
        File.SetLastWriteTimeUtc(folder.File("k6/summary.json"), DateTime.UtcNow.AddDays(-3));
        var verdict = Judged();
        Assert.Equal(Verdict.Inconclusive, verdict.Verdict);
        Assert.Contains("LH3906", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_tool_itself_doubts_is_in_doubt()
    {
        var doubted = SmallRunbook.Read(Text(Sources.Replace("format: k6, file: k6/summary.json", "format: lighthouse_load, file: k6/summary.json", StringComparison.Ordinal)));
        var gate = doubted.FindGate("answer-time")!;
        Write(Samples.LoadResult);
        Assert.All(Measured(), measured => Assert.Empty(measured.Measurement.Doubts));
        Write(Samples.LoadResult.Replace("\"doubts\": []", "\"doubts\": [\"LHL3104: late\"]", StringComparison.Ordinal));
        Assert.All(Measured(), measured => Assert.Equal(["LHL3104: late"], measured.Measurement.Doubts));

        List<Measured> Measured()
        {
            var measured = ResultFeed.Of(doubted, Profile.Standard, gate, folder.Root, TimeProvider.System.GetUtcNow()).OfType<Measured>().ToList();
            Assert.Equal(2, measured.Count);
            return measured;
        }
    }

    [Fact]
    public void A_gate_without_sources_and_one_that_is_deferred_are_fed_nothing()
    {
        Assert.Empty(ResultFeed.Of(runbook, Profile.Quick, runbook.FindGate("attack")!, folder.Root, DateTimeOffset.UnixEpoch));
        Assert.Empty(ResultFeed.Of(runbook, Profile.Quick, Gate, folder.Root, DateTimeOffset.UnixEpoch));
    }

    [Theory]
    [InlineData("figure: p95", "figure: p95x", "LH2036")]
    [InlineData("figure: p95", "figure: errors", "LH2036")]
    [InlineData("metric: shop.p99", "metric: shop.p98", "LH2041")]
    [InlineData("format: k6, file: k6/summary.json, figure: p95", "format: k7, file: k6/summary.json, figure: p95", "LH2022")]
    [InlineData("file: k6/summary.json, figure: p95", "file: ../summary.json, figure: p95", "LH2020")]
    [InlineData("file: k6/summary.json, figure: p95", "file: /summary.json, figure: p95", "LH2020")]
    [InlineData("figure: p95", "figure: p95, unit: ms", "LH2036")]
    [InlineData("format: k6, file: k6/summary.json, figure: p95", "format: hdr_histogram, file: k6/summary.json, figure: p95", "LH2036")]
    [InlineData("format: k6, file: k6/summary.json, figure: p95", "format: hdr_histogram, file: k6/summary.json, figure: p95, unit: MB", "LH2020")]
    [InlineData("figure: p95", "figur: p95", "LH2010")]
    public void A_source_with_a_mistake_is_refused(string part, string spoiled, string code)
    {
        var text = Text(Sources);
        Assert.Contains(part, text, StringComparison.Ordinal);
        var errors = Assert.Throws<RunbookException>(() => SmallRunbook.Read(text.Replace(part, spoiled, StringComparison.Ordinal))).Errors;
        Assert.Contains(errors, error => error.Code == code);
    }

    private GateVerdict Judged()
    {
        EvidenceEntry[] entries = [.. ResultFeed.Of(runbook, Profile.Standard, Gate, folder.Root, TimeProvider.System.GetUtcNow())];
        var path = folder.File("log.jsonl");
        var identity = new RunIdentity(new string('a', 32), "c", runbook.Digest, Profile.Standard, 1);
        using (var log = EvidenceLog.Open(path, identity, "Tuesday", TimeProvider.System))
        {
            log.Append(new DayOpened("standard", 1, new Dictionary<string, string>(), null));
            log.Append(Specimen.Target);
            foreach (var entry in entries)
                log.Append(entry);
            log.Append(Specimen.Completed);
            log.Append(Specimen.Closed);
        }

        return Judge.Day(runbook, runbook.FindDay("Tuesday")!, Profile.Standard, EvidenceReader.Read(path, identity)).Gates.Single(gate => gate.Gate.Id == "answer-time");
    }

    private void Write(string text)
    {
        Directory.CreateDirectory(folder.File("k6"));
        File.WriteAllText(folder.File("k6/summary.json"), text);
    }

    private static string Text(string sources) => SmallRunbook.Text
        .Replace("  heap.growth:", "  shop.p99: { shape: estimate, dimension: duration, meaning: Time. }\n  shop.errors: { shape: proportion, dimension: ratio, meaning: Errors. }\n  heap.growth:", StringComparison.Ordinal)
        .Replace("          - answer.time.p99.9 < 1,000 ms at 99 % confidence\n          - answer.errors <= 0.1 %\n", "          - shop.p99 < 200 ms\n          - shop.errors <= 1 %\n", StringComparison.Ordinal)
        .Replace("        remedy: >\n", $"        {sources}\n        remedy: >\n", StringComparison.Ordinal);
}
