using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Evidence.Lines;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Tests.Evidence;
using Lighthouse.Readiness.Waivers;
using Xunit;
using static Lighthouse.Readiness.Tests.Evidence.Specimen;

namespace Lighthouse.Readiness.Tests.Judging;

/// <summary>Numbers that come with their bounds.</summary>
public sealed class EstimateTests
{
    private const string Growth = "heap.growth";

    [Theory]
    [InlineData(-3, 1, Verdict.Passed)]
    [InlineData(-3, 2, Verdict.Inconclusive)]
    [InlineData(1, 3, Verdict.Inconclusive)]
    [InlineData(2, 3, Verdict.Failed)]
    public void It_is_judged_by_its_bounds(double lower, double upper, Verdict verdict) =>
        Assert.Equal(verdict, Judged(At(0.95), Of(lower, upper)).Verdict);

    [Fact]
    public void Its_bounds_are_shown()
    {
        var found = Judged(At(0.95), Of(-3, 1));
        Assert.Equal((Kilobytes(-1), Kilobytes(-3), Kilobytes(1), 6), (found.Point, found.Lower, found.Upper, found.Samples));
        Assert.Equal("measured -1 KB (95 % bounds -3 KB and 1 KB, n=6); less than 2 KB is allowed.", found.Reason);
    }

    [Fact]
    public void What_lies_between_the_bounds_needs_a_longer_measurement() =>
        Assert.EndsWith("what is allowed lies between the bounds; a longer measurement narrows them.", Judged(At(0.95), Of(-3, 2)).Reason);

    [Fact]
    public void Without_a_bound_nothing_is_proven()
    {
        var found = Judged(At(0.95), Of(null, null));
        Assert.Equal(Verdict.Inconclusive, found.Verdict);
        Assert.EndsWith("6 observations are too few for a bound.", found.Reason);
        Assert.EndsWith("6 observations are too few for a bound.", Judged(At(0.95), Of(-3, null)).Reason);
    }

    [Fact]
    public void Bounds_of_a_lower_confidence_than_is_asked_for_prove_nothing()
    {
        var found = Judged(At(0.99), Of(-3, 1));
        Assert.Equal(Verdict.Inconclusive, found.Verdict);
        Assert.EndsWith("its bounds hold at 95 % confidence, 99 % is asked for.", found.Reason);
        Assert.Equal(Verdict.Passed, Judged(At(0.90), Of(-3, 1)).Verdict);
    }

    [Fact]
    public void It_has_no_percentile()
    {
        var found = Judged(CriterionOf("p", Growth, new Statistic(StatisticKind.Percentile, 99), Comparison.Less, Kilobytes(2)), Of(-3, 1));
        Assert.Equal(Verdict.NotRun, found.Verdict);
        Assert.StartsWith("an estimate was recorded", found.Reason);
    }

    [Fact]
    public void Its_bounds_are_figures_where_there_are_any()
    {
        Assert.Equal([Growth, $"{Growth}.lower", $"{Growth}.upper"], Figures(Of(-3, 1)));
        Assert.Equal([Growth], Figures(Of(null, null)));
    }

    [Theory]
    [InlineData(-3, 1, 0.95, 6, true)]
    [InlineData(-1, -1, 0.5, 0, true)]
    [InlineData(0, 1, 0.95, 6, false)]
    [InlineData(-3, -2, 0.95, 6, false)]
    [InlineData(-3, 1, 1.0, 6, false)]
    [InlineData(-3, 1, 0.4, 6, false)]
    [InlineData(-3, 1, double.NaN, 6, false)]
    [InlineData(-3, 1, 0.95, -1, false)]
    [InlineData(-3, double.PositiveInfinity, 0.95, 6, false)]
    public void What_cannot_be_is_not_stored(double lower, double upper, double confidence, long count, bool can) =>
        Assert.Equal(can, EntryCheck.Problem(Measured(new EstimateObservation(Kilobytes(-1), Kilobytes(lower), Kilobytes(upper), confidence, count))) is null);

    [Fact]
    public void A_bound_of_another_dimension_is_not_stored() => Assert.NotNull(
        EntryCheck.Problem(Measured(new EstimateObservation(Kilobytes(-1), new Quantity(-3, Unit.Ratio), null, 0.95, 6))));

    [Fact]
    public void It_is_read_back_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        var week = Week with { Metrics = [.. Week.Metrics, new MetricDefinition(Growth, MetricShape.Estimate, Dimension.DataSize, "growth", new SourceLocation("specimen.yaml", 1, 1))] };
        using (var log = EvidenceLog.Open(folder.File("monday.jsonl"), Identity, "Monday", TimeProvider.System))
        {
            log.Append(Opened);
            new EvidenceRecorder(log, week, Profile.Quick, WaiverFile.None, new DateOnly(2026, 11, 21)).Record(Of(-3, 1), Of(null, null));
        }

        var read = EvidenceReader.Read(folder.File("monday.jsonl")).Records.Select(record => record.Entry).OfType<Measured>();
        Assert.Equal([Of(-3, 1).Observation, Of(null, null).Observation], read.Select(one => one.Measurement.Observation));
    }

    private static CriterionVerdict Judged(Criterion criterion, Measurement measurement) => Judge.Criterion(criterion, Records([new Measured(measurement)]));

    private static IEnumerable<string> Figures(Measurement measurement) => RecordedFigure.Of(Records([new Measured(measurement)])).Select(figure => figure.Name);

    private static Criterion At(double confidence) => CriterionOf($"{Growth} < 2 KB", Growth, default, Comparison.Less, Kilobytes(2), confidence);

    private static Measurement Of(double? lower, double? upper) => Measured(new EstimateObservation(
        Kilobytes((lower ?? -1) > -1 ? lower!.Value : -1), lower is { } low ? Kilobytes(low) : null, upper is { } high ? Kilobytes(high) : null, 0.95, 6));

    private static Measurement Measured(Observation observation) => Specimen.Of(Growth, NonceReuse, observation);

    private static Quantity Kilobytes(double value) => new(value, Unit.Kilobyte);
}
