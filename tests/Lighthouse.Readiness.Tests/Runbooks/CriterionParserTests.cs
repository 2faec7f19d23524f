using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Runbooks;
using Lighthouse.Readiness.Runbooks.Reading;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class CriterionParserTests(ITestOutputHelper output)
{
    private static readonly SourceLocation Here = new("x.yaml", 1, 1);

    private static readonly Dictionary<string, MetricDefinition> Metrics = new[]
    {
        new MetricDefinition("a", MetricShape.Scalar, Dimension.Count, "m", Here),
        new MetricDefinition("a.b", MetricShape.Distribution, Dimension.Duration, "m", Here),
        new MetricDefinition("a.b.max", MetricShape.Distribution, Dimension.Duration, "m", Here),
        new MetricDefinition("a.part", MetricShape.Proportion, Dimension.Ratio, "m", Here),
        new MetricDefinition("a.growth", MetricShape.Scalar, Dimension.DataGrowth, "m", Here),
        new MetricDefinition("a.size", MetricShape.Distribution, Dimension.DataSize, "m", Here),
        new MetricDefinition("a.slope", MetricShape.Estimate, Dimension.DataSize, "m", Here),
        new MetricDefinition("a.rate", MetricShape.Scalar, Dimension.Rate, "m", Here),
    }.ToDictionary(metric => metric.Name);

    [Theory]
    [InlineData("a.b.p99 < 300 ms", "a.b", StatisticKind.Percentile, 99, Comparison.Less)]
    [InlineData("a.b.p99.9<300ms", "a.b", StatisticKind.Percentile, 99.9, Comparison.Less)]
    [InlineData("a.b.p0.5 > 1 us", "a.b", StatisticKind.Percentile, 0.5, Comparison.Greater)]
    [InlineData("a.b.mean <= 1 s", "a.b", StatisticKind.Mean, 0, Comparison.LessOrEqual)]
    [InlineData("a.b.min >= 1 ns", "a.b", StatisticKind.Min, 0, Comparison.GreaterOrEqual)]
    [InlineData("a.samples >= 5", "a", StatisticKind.Samples, 0, Comparison.GreaterOrEqual)]
    [InlineData("a == 0", "a", StatisticKind.Value, 0, Comparison.Equal)]
    public void Its_parts_are_read(string text, string metric, StatisticKind kind, double percentile, Comparison comparison)
    {
        var criterion = Parse(text);
        Assert.Equal((metric, new Statistic(kind, percentile), comparison), (criterion.Metric, criterion.Statistic, criterion.Comparison));
        Assert.Equal((text, Here), (criterion.Text, criterion.Location));
    }

    [Fact]
    public void The_longest_known_metric_wins()
    {
        Assert.Equal(("a.b.max", StatisticKind.Max), (Parse("a.b.max.max < 1 s").Metric, Parse("a.b.max.max < 1 s").Statistic.Kind));
        var needsStatistic = Assert.Throws<RunbookException>(() => Parse("a.b.max < 1 s"));
        Assert.Contains("metric 'a.b.max' is a distribution and needs a statistic", needsStatistic.Message);
    }

    [Theory]
    [InlineData("a.b.p99 < 3 s", 0.95)]
    [InlineData("a.b.p99 < 3 s at 99 % confidence", 0.99)]
    [InlineData("a.b.p99 < 3 s at 50% confidence", 0.5)]
    [InlineData("a.part < 3 % at 99.99 % confidence", 0.9999)]
    public void The_confidence_is_95_percent_unless_it_says_otherwise(string text, double confidence) => Assert.Equal(confidence, Parse(text).Confidence);

    [Fact]
    public void A_growth_may_have_to_be_negative() => Assert.Equal(new Quantity(-1, Unit.MegabytePerHour), Parse("a.growth < -1 MB/h").Threshold);

    [Theory]
    [InlineData("a.part < 100 %")]
    [InlineData("a.part >= 100 %")]
    [InlineData("a.part <= 0 %")]
    [InlineData("a.part > 0 %")]
    [InlineData("a <= 0")]
    [InlineData("a.slope < 0 B")]
    [InlineData("a.slope < 2 KB at 99 % confidence")]
    [InlineData("a > 0")]
    public void A_threshold_at_the_edge_can_be_met_and_missed(string text) => Assert.Equal(text, Parse(text).ToString());

    [Fact]
    public void The_printed_form_reads_back_as_the_same_criterion()
    {
        var random = Seed.Random(output);
        for (var i = 0; i < 5_000; i++)
        {
            var criterion = Any(random);
            var again = Parse(criterion.ToString());
            Assert.Equal(criterion with { Text = "" }, again with { Text = "" });
            Assert.Equal(criterion.ToString(), again.ToString());
        }
    }

    [Fact]
    public void Random_words_are_read_or_refused_and_never_throw_anything_else()
    {
        string[][] slots =
        [
            ["a", "a.b", "a.part", "a.", ""], [".p99", ".max", ".samples", ".p", "", " "], ["<", "<=", "==", ">", "=", "!=", ""],
            ["0", "1,000", "3", "-3", "1,0", ".", ""], [" ms", "%", " MB/h", "", "", "é"], ["", "", " at 95 % confidence", " at 9 % confidence", " at", "\0"],
        ];
        var random = Seed.Random(output);
        var good = 0;
        for (var i = 0; i < 30_000; i++)
        {
            var text = string.Concat(slots.Select(words => words[random.Next(words.Length)]));
            var mistakes = new Mistakes("x.yaml");
            var criterion = new CriterionParser(Metrics, mistakes).Parse(NodeReading.Fold(text), Here);
            var refused = Record.Exception(mistakes.ThrowIfAny) is RunbookException;
            Assert.True(refused || criterion is not null, text);
            good += refused ? 0 : 1;
        }

        Assert.True(good > 100, $"only {good} texts were criteria: the words prove nothing");
    }

    private static Criterion Any(Random random)
    {
        // a.b.max is a metric of its own, so the largest of a.b cannot be asked for here.
        var metric = Metrics.Values.Where(known => known.Name != "a.b").ElementAt(random.Next(Metrics.Count - 1));
        var statistic = metric.Shape switch
        {
            MetricShape.Distribution when random.Next(2) == 0 => new Statistic(StatisticKind.Percentile, Math.Round(0.001 + (random.NextDouble() * 99.9), random.Next(3, 5))),
            MetricShape.Distribution => new Statistic((StatisticKind)random.Next((int)StatisticKind.Mean, (int)StatisticKind.Samples + 1)),
            _ => new Statistic(random.Next(2) == 0 ? StatisticKind.Value : StatisticKind.Samples),
        };
        var dimension = statistic.Kind == StatisticKind.Samples ? Dimension.Count : metric.Dimension;
        var units = Unit.All.Where(unit => unit.Dimension == dimension).ToList();
        var judgedByBound = statistic.Kind == StatisticKind.Percentile || (metric.Shape is MetricShape.Proportion or MetricShape.Estimate && statistic.Kind == StatisticKind.Value);
        return new Criterion(
            "", metric.Name, statistic, random.Next(2) == 0 ? Comparison.LessOrEqual : Comparison.Greater,
            new Quantity(Math.Round(0.01 + (random.NextDouble() * 0.9), random.Next(2, 10)), units[random.Next(units.Count)]),
            judgedByBound ? Math.Round(0.5 + (random.NextDouble() * 0.4999), 4) : 0.95, Here);
    }

    private static Criterion Parse(string text)
    {
        var mistakes = new Mistakes("x.yaml");
        var criterion = new CriterionParser(Metrics, mistakes).Parse(text, Here);
        mistakes.ThrowIfAny();
        return criterion!;
    }
}
