using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class CriterionMistakesTests
{
    [Theory]
    [InlineData("attack.accepted")]
    [InlineData("attack.accepted = 0")]
    [InlineData("attack.accepted != 0")]
    [InlineData("attack.accepted =< 0")]
    [InlineData("attack.accepted ==")]
    [InlineData("attack accepted == 0")]
    [InlineData("0 < attack.accepted < 2")]
    [InlineData("attack.accepted === 0")]
    public void What_is_no_criterion_is_refused_with_an_example(string criterion) =>
        Requires(criterion, "LH2040", "elicitation.end_to_end.p99 < 300 ms", "<, <=, ==, >=, >");

    [Theory]
    [InlineData("atack.accepted == 0")]
    [InlineData("atack.accepted.samples >= 1")]
    public void A_metric_that_no_suite_can_feed_is_refused_with_the_nearest_names(string criterion) =>
        Requires(criterion, "LH2041", "no suite can feed the metric 'atack.accepted'", "nearest are: attack.accepted,");

    [Theory]
    [InlineData("attack.accepted.p99 < 3", "LH2042", "is a scalar and has no statistic 'p99'")]
    [InlineData("answer.errors.mean < 3 %", "LH2042", "is a proportion and has no statistic 'mean'")]
    [InlineData("answer.time < 3 s", "LH2042", "is a distribution and needs a statistic")]
    [InlineData("answer.time.q99 < 3 s", "LH2042", "no statistic 'q99'")]
    [InlineData("answer.time.p100 < 3 s", "LH2042", "no statistic 'p100'")]
    [InlineData("answer.time.p0 < 3 s", "LH2042", "no statistic 'p0'")]
    [InlineData("answer.time.P99 < 3 s", "LH2042", "no statistic 'P99'")]
    [InlineData("answer.time.p99.99999 < 3 s", "LH2042", "no statistic 'p99.99999'")]
    public void A_statistic_that_the_metric_does_not_have_is_refused(string criterion, string code, string says) => Requires(criterion, code, says, "allowed are");

    [Theory]
    [InlineData("attack.accepted < 3 ms", "compares a count with the duration 3 ms", "no unit")]
    [InlineData("answer.time.p99 < 300", "compares a duration with the count 300", "ns, us, ms, s, min, h")]
    [InlineData("answer.time.samples > 3 s", "compares a count with the duration", "no unit")]
    [InlineData("answer.errors <= 0.1", "compares a ratio with the count", "x, %")]
    [InlineData("heap.growth < 2 MB", "compares a data growth with the data size", "MB/h")]
    public void A_threshold_of_another_dimension_is_refused_with_the_units_that_fit(string criterion, string says, string units) =>
        Requires(criterion, "LH2043", says, units);

    [Theory]
    [InlineData("answer.errors == 0 %")]
    [InlineData("answer.time.max == 3 s")]
    [InlineData("heap.growth == 0 MB/h")]
    public void Equality_is_for_counts_only(string criterion) => Requires(criterion, "LH2044", "whole counts only");

    [Theory]
    [InlineData("answer.time.p99 < 3 s at 49 % confidence")]
    [InlineData("answer.time.p99 < 3 s at 100 % confidence")]
    [InlineData("answer.time.p99 < 3 s at 9.9.9 % confidence")]
    public void A_confidence_out_of_range_is_refused(string criterion) => Requires(criterion, "LH2045", "50 % to 99.99 %");

    [Theory]
    [InlineData("attack.accepted == 0 at 95 % confidence")]
    [InlineData("answer.time.mean < 3 s at 95 % confidence")]
    [InlineData("answer.errors.samples > 3 at 95 % confidence")]
    public void A_confidence_where_none_is_computed_is_refused(string criterion) => Requires(criterion, "LH2045", "percentiles, proportions and estimates only");

    [Theory]
    [InlineData("attack.accepted >= 0")]
    [InlineData("attack.accepted.samples > -1")]
    [InlineData("answer.time.p99 >= 0 ms")]
    [InlineData("answer.errors <= 100 %")]
    [InlineData("answer.errors < 2 x")]
    public void A_criterion_that_always_holds_is_refused(string criterion) => Requires(criterion, "LH2046", "always holds");

    [Theory]
    [InlineData("attack.accepted < 0")]
    [InlineData("attack.accepted == -1")]
    [InlineData("attack.accepted == 0.5")]
    [InlineData("answer.errors > 100 %")]
    [InlineData("answer.errors >= 100.1 %")]
    [InlineData("answer.time.p50 < 0 ms")]
    public void A_criterion_that_can_never_be_met_is_refused(string criterion) => Requires(criterion, "LH2046", "can never be met");

    [Theory]
    [InlineData("answer.time.p99 < 3 parsecs", "LH2024", "unknown unit 'parsecs'")]
    [InlineData("answer.time.p99 < 3 s at 95 %", "LH2024", "unknown unit")]
    [InlineData("answer.time.p99 < 1,00 ms", "LH2023", "threshold of")]
    [InlineData("answer.time.p99 < fast", "LH2023", "threshold of")]
    public void A_threshold_that_is_no_quantity_is_refused(string criterion, string code, string says) => Requires(criterion, code, says);

    [Theory]
    [InlineData("attack.accepted == 0")]
    [InlineData("attack.accepted==0.0")]
    public void The_same_criterion_twice_is_refused(string criterion) =>
        SmallRunbook.Requires(SmallRunbook.With("- attack.accepted.samples >= 200", $"- {criterion}  # again"), "LH2047", "# again", "already");

    private static void Requires(string criterion, string code, params string[] says) =>
        SmallRunbook.Requires(SmallRunbook.With("- attack.accepted == 0", $"- {criterion}  # changed"), code, "# changed", says);
}
