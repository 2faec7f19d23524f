using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Waivers;
using Xunit;

namespace Lighthouse.Readiness.Tests.Evidence;

public sealed class EvidenceRecorderTests : IDisposable
{
    private static readonly DateOnly Today = new(2026, 11, 21);
    private static readonly ReportedFinding Waived = Findings.Of("nonce-reuse", "waived");
    private static readonly WaiverFile Waivers = new([new Waiver("nonce-reuse", Waived.Fingerprint(), "known", "Security", Today, new SourceLocation("waivers.yaml", 2, 5))]);

    private readonly TemporaryFolder _folder = new();
    private readonly EvidenceLog _log;
    private readonly EvidenceRecorder _recorder;

    public EvidenceRecorderTests()
    {
        _log = EvidenceLog.Open(_folder.File("monday.jsonl"), Specimen.Identity, "Monday", TimeProvider.System);
        _log.Append(Specimen.Opened);
        _recorder = new EvidenceRecorder(_log, Specimen.Week, Profile.Quick, Waivers, Today);
    }

    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_holds_is_stored_and_its_verdicts_are_given()
    {
        var verdicts = _recorder.Record(Specimen.OfLatency(1000, 41), Specimen.OfErrors(1, 10_000));
        Assert.Equal([Specimen.P99, Specimen.FewErrors], verdicts.Select(verdict => verdict.Criterion));
        Assert.All(verdicts, verdict => Assert.Equal(Verdict.Passed, verdict.Verdict));
        Assert.Equal(3, _log.Head.Records);
    }

    [Fact]
    public void Only_criteria_on_what_was_recorded_are_judged() =>
        Assert.Equal(Specimen.FewErrors, Assert.Single(_recorder.Record(Specimen.OfErrors(1, 10_000))).Criterion);

    [Fact]
    public void A_metric_without_a_criterion_is_only_stored()
    {
        Assert.Empty(_recorder.Record(Specimen.OfErrors(99, 100) with { Gate = "nonce-reuse" }));
        Assert.Equal(2, _log.Head.Records);
    }

    [Fact]
    public void A_miss_is_thrown_with_all_that_was_judged_after_all_was_stored()
    {
        var missed = Assert.Throws<CriterionMissedException>(
            () => _recorder.Record(Specimen.OfLatency(3300, 412), Specimen.OfErrors(1, 10_000), Specimen.OfAccepted(0, 10)));
        Assert.Equal([Verdict.Failed, Verdict.Passed, Verdict.Passed], missed.Verdicts.Select(verdict => verdict.Verdict));
        Assert.Equal(
            "LH1004: criterion 'answer.latency.p99 < 300 ms' measured p99 412 ms (95 % bounds 412 ms and 412 ms, n=3,300); less than 300 ms is allowed.",
            missed.Message);
        Assert.Equal(4, _log.Head.Records);
    }

    [Fact]
    public void What_is_open_or_was_not_run_is_thrown_too_one_line_each()
    {
        var missed = Assert.Throws<CriterionMissedException>(() => _recorder.Record(Specimen.OfLatency(100, 41), Specimen.OfAccepted(0, 0)));
        string[] lines = missed.Message.Split(Environment.NewLine);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("LH1005: criterion 'answer.latency.p99 < 300 ms' is inconclusive: measured p99 41 ms", lines[0]);
        Assert.EndsWith("needs at least 299 samples; had 100.", lines[0]);
        Assert.Equal("LH1006: criterion 'nonce.accepted == 0' was not run: nothing was attempted.", lines[1]);
    }

    [Fact]
    public void Measuring_again_does_not_mend_a_miss()
    {
        Assert.Throws<CriterionMissedException>(() => _recorder.Record(Specimen.OfAccepted(1, 10)));
        Assert.Throws<CriterionMissedException>(() => _recorder.Record(Specimen.OfAccepted(0, 10_000)));
    }

    [Fact]
    public void What_does_not_fit_the_runbook_is_refused_and_nothing_is_stored()
    {
        var fits = Specimen.OfAccepted(0, 10);
        Refused(EvidenceCodes.UnknownMetric, fits with { Metric = "nonce.acepted" }, "nonce.accepted, answer.latency, answer.errors");
        Refused(EvidenceCodes.WrongShape, fits with { Metric = Specimen.Latency }, "Scalar of Count; the runbook allows Distribution of Duration");
        Refused(EvidenceCodes.WrongShape, fits with { Metric = Specimen.Errors }, "the runbook allows Proportion of Ratio");
        Refused(EvidenceCodes.WrongShape, Specimen.OfErrors(0, 9) with { Metric = Specimen.Accepted }, "Proportion of Ratio; the runbook allows Scalar of Count");
        Refused(EvidenceCodes.WrongShape, Specimen.OfLatency(9, 1) with { Metric = Specimen.Accepted }, "the runbook allows Scalar of Count");
        Refused(EvidenceCodes.WrongShape, fits with { Observation = new ScalarObservation(new Quantity(1, Unit.Second), 1) }, "Scalar of Duration");
        Refused(EvidenceCodes.UnknownGate, fits with { Gate = "nonce" }, "nonce-reuse, answer-latency, endurance");
        Refused(EvidenceCodes.UnknownGate, Specimen.OfErrors(0, 9) with { Gate = "endurance" }, "profile Quick does not measure; Full do");
        Refused(EvidenceCodes.Unexplained, fits with { Test = " " }, "which test made it and how");
        Refused(EvidenceCodes.Unexplained, fits with { How = "" }, "which test made it and how");
        Refused(EvidenceCodes.ImpossibleValue, Specimen.OfAccepted(double.NaN, 10), "NaN");
        Refused(EvidenceCodes.ImpossibleValue, Specimen.OfErrors(10, 9), "10 hits of 9 trials");
        Refused(EvidenceCodes.ImpossibleValue, Specimen.OfLatency(10, -1), "below zero");
    }

    [Fact]
    public void One_that_does_not_fit_keeps_the_others_out()
    {
        Assert.Throws<EvidenceException>(() => _recorder.Record(Specimen.OfAccepted(0, 10), Specimen.OfErrors(10, 9)));
        Assert.Equal(1, _log.Head.Records);
    }

    [Fact]
    public void Recording_nothing_is_a_mistake() => Assert.Throws<ArgumentOutOfRangeException>(() => _recorder.Record());

    [Fact]
    public void What_cannot_be_stored_is_an_error()
    {
        _log.Append(Specimen.Closed);
        Assert.Throws<EvidenceException>(() => _recorder.Record(Specimen.OfAccepted(0, 10)));
    }

    [Fact]
    public void Tests_may_record_at_once()
    {
        Parallel.For(0, 30, _ => _recorder.Record(Specimen.OfAccepted(0, 10), Specimen.OfErrors(1, 10_000)));
        _log.Append(Specimen.Closed);
        _log.Dispose();
        var reading = EvidenceReader.Read(_folder.File("monday.jsonl"));
        Assert.True(reading.IsIntact);
        Assert.Equal(62, reading.Records.Count);
    }

    private void Refused(string code, Measurement measurement, string message)
    {
        var refused = Assert.Throws<EvidenceException>(() => _recorder.Record(measurement));
        Assert.Equal(code, refused.Code);
        Assert.Contains(message, refused.Message);
        Assert.Equal(1, _log.Head.Records);
    }

    [Fact]
    public void A_finding_is_stored_with_the_waiver_that_covers_it()
    {
        Assert.Null(_recorder.Report(Findings.Of("nonce-reuse", "open")));
        Assert.Equal("Security", _recorder.Report(Waived)!.Owner);
        _log.Dispose();
        var stored = EvidenceReader.Read(_folder.File("monday.jsonl")).Records.Select(record => record.Entry).OfType<FindingReported>().ToList();
        Assert.Equal(["open", "waived"], stored.Select(entry => entry.Finding.Title));
        Assert.Equal([null, "known"], stored.Select(entry => entry.Waiver?.Reason));
        Assert.Equal(Waived.Fingerprint(), stored[1].Finding.Fingerprint());
    }

    [Fact]
    public void A_finding_of_a_gate_that_is_not_measured_here_is_refused()
    {
        Assert.Equal("LH3033", Assert.Throws<EvidenceException>(() => _recorder.Report(Findings.Of("unknown"))).Code);
        Assert.Equal("LH3033", Assert.Throws<EvidenceException>(() => _recorder.Report(Findings.Of("endurance"))).Code);
        Assert.Equal("LH3017", Assert.Throws<EvidenceException>(() => _recorder.Report(Findings.Of("nonce-reuse", " "))).Code);
        Assert.Equal("LH3017", Assert.Throws<EvidenceException>(() => _recorder.Report(Findings.InFile("nonce-reuse", "a", 0))).Code);
        Assert.Equal(1, _log.Head.Records);
    }

    [Fact]
    public void A_series_is_stored_as_it_is()
    {
        var series = new RecordedSeries(
            "nonce-reuse", "Requests", "time", "s", [new SeriesLine("answered", "%", [0.25, 0.5], [100, 0]), new SeriesLine("band", "ms", [0], [1], [0], [2])], [new SeriesSpan("cut", 0.1, 0.1)], "test");
        _recorder.Draw(series);
        _log.Dispose();
        var stored = EvidenceReader.Read(_folder.File("monday.jsonl")).Records.Select(record => record.Entry).OfType<SeriesRecorded>().Single().Series;
        Assert.Equivalent(series, stored, strict: true);
    }

    public static TheoryData<string, RecordedSeries> ImpossibleSeries()
    {
        var line = new SeriesLine("answered", "%", [0, 1], [100, 0]);
        var series = new RecordedSeries("nonce-reuse", "Requests", "time", "s", [line], [], "test");
        return new TheoryData<string, RecordedSeries>
        {
            { "name", series with { Title = " " } },
            { "lines", series with { Lines = [] } },
            { "lines", series with { Lines = [.. Enumerable.Repeat(line, RecordedSeries.MostLines + 1)] } },
            { "unit", series with { AxisUnit = "fortnight" } },
            { "unit", series with { Lines = [line with { Unit = "mb" }] } },
            { "has no name", series with { Lines = [line with { Name = "" }] } },
            { "0 points", series with { Lines = [line with { At = [], Values = [] }] } },
            { "finite", series with { Lines = [line with { Values = [1] }] } },
            { "finite", series with { Lines = [line with { Values = [1, double.NaN] }] } },
            { "finite", series with { Lines = [line with { Lower = [0, 0], Upper = [1, double.PositiveInfinity] }] } },
            { "bound", series with { Lines = [line with { Lower = [0, 0] }] } },
            { "backwards", series with { Lines = [line with { At = [1, 0] }] } },
            { "cannot be", series with { Spans = [new SeriesSpan("cut", 2, 1)] } },
        };
    }

    [Theory]
    [MemberData(nameof(ImpossibleSeries), DisableDiscoveryEnumeration = true)]
    public void A_series_that_cannot_be_is_refused(string because, RecordedSeries series)
    {
        var refused = Assert.Throws<EvidenceException>(() => _recorder.Draw(series));

        Assert.Equal("LH3017", refused.Code);
        Assert.Contains(because, refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, _log.Head.Records);
    }

    [Fact]
    public void A_series_of_a_gate_that_is_not_measured_here_is_refused() => Assert.Equal("LH3033", Assert.Throws<EvidenceException>(
        () => _recorder.Draw(new RecordedSeries("endurance", "Requests", "time", "s", [new SeriesLine("answered", "%", [0], [1])], [], "test"))).Code);

    [Fact]
    public void Only_a_known_document_can_be_attached()
    {
        _recorder.Attach("sbom.cdx.json", "{}");
        Assert.Equal("LH3017", Assert.Throws<EvidenceException>(() => _recorder.Attach("index.html", "<p>")).Code);
        Assert.Equal(2, _log.Head.Records);
    }
}
