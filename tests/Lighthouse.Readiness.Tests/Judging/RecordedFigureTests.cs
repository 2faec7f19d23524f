using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Judging;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Xunit;
using static Lighthouse.Readiness.Tests.Evidence.Specimen;

namespace Lighthouse.Readiness.Tests.Judging;

public sealed class RecordedFigureTests
{
    [Fact]
    public void A_distribution_shows_the_percentiles_that_its_size_can_carry()
    {
        Assert.Equal(["answer.latency.p50", "answer.latency.p95", "answer.latency.p99", "answer.latency.max"], Names(OfLatency(999, 41)));
        Assert.Equal(["answer.latency.p50", "answer.latency.p95", "answer.latency.p99", "answer.latency.p99.9", "answer.latency.max"], Names(OfLatency(1000, 41)));
        Assert.Equal(["answer.latency.max"], Names(OfLatency(1, 41)));
    }

    [Fact]
    public void A_proportion_and_a_count_are_shown_as_they_are()
    {
        var figures = RecordedFigure.Of([Record(1, OfErrors(3, 4)), Record(2, OfAccepted(3, 100, "late"))]);
        Assert.Equal([new Quantity(75, Unit.Percent), Quantity.Count(3)], figures.Select(figure => figure.Value));
        Assert.Equal([4, 100], figures.Select(figure => figure.Samples));
        Assert.Equal(["late"], figures[1].Doubts);
        Assert.Equal(2, figures[1].Evidence);
    }

    [Fact]
    public void What_holds_nothing_shows_nothing() => Assert.Empty(RecordedFigure.Of([Record(1, OfErrors(0, 0))]));

    [Fact]
    public void Whole_distributions_are_kept_in_the_order_of_the_log_and_empty_ones_left_out()
    {
        var kept = RecordedDistribution.Of([Record(7, OfLatency(5, 41)), Record(3, OfLatency(9, 41)), Record(5, OfLatency(0, 41)), Record(4, OfErrors(1, 4))]);
        Assert.Equal([(3L, 9L), (7L, 5L)], kept.Select(one => (one.Evidence, one.Distribution.Count)));
    }

    [Fact]
    public void What_a_criterion_shows_is_not_shown_twice()
    {
        var judged = Judge.Day(Week, Monday, Profile.Quick, Reading(PassingDay)).Gates[1];
        Assert.Contains(judged.Recorded, figure => figure.Name == "answer.latency.p99");
        Assert.Equal(["answer.latency.p50", "answer.latency.p95", "answer.latency.p99.9", "answer.latency.max"], judged.RecordedBeside.Select(figure => figure.Name));
    }

    private static IEnumerable<string> Names(Measurement measurement) => RecordedFigure.Of([Record(1, measurement)]).Select(figure => figure.Name);

    private static EvidenceRecord Record(long sequence, Measurement measurement) => new(
        sequence, "", DateTimeOffset.UnixEpoch, Identity.RunId, Identity.Commit, Identity.RunbookDigest, "Monday", new Measured(measurement));
}
