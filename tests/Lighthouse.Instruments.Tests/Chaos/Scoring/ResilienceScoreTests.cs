using Lighthouse.Chaos.Scoring;

namespace Lighthouse.Instruments.Tests.Chaos.Scoring;

public sealed class ResilienceScoreTests
{
    [Theory]
    [InlineData(4, 4, 15, Integrity.Kept, 100)]
    [InlineData(4, 4, 15.1, Integrity.Kept, 90)]
    [InlineData(4, 4, 30.1, Integrity.Kept, 70)]
    [InlineData(4, 4, 60.1, Integrity.Kept, 50)]
    [InlineData(4, 3, 1, Integrity.Kept, 75)]
    [InlineData(4, 0, 1, Integrity.Kept, 0)]
    [InlineData(1, 1, 1, Integrity.WronglyServed, 70)]
    [InlineData(1, 1, 1, Integrity.Lost, 30)]
    [InlineData(2, 1, 40, Integrity.Lost, 10.5)]
    public void A_part_is_outcome_times_recovery_times_integrity(int experiments, int recovered, double seconds, Integrity integrity, double part)
    {
        var score = ResilienceScore.Of([new ScenarioResult("one", experiments, recovered, TimeSpan.FromSeconds(seconds), integrity)]);
        Assert.Equal(part, score.Value, 9);
        Assert.Equal(part, score.Parts["one"], 9);
    }

    [Fact]
    public void The_score_is_the_mean_of_its_parts()
    {
        var score = ResilienceScore.Of([Result("good", Integrity.Kept), Result("bad", Integrity.Lost)]);
        Assert.Equal(65, score.Value, 9);
        Assert.Equal([100, 30], score.Parts.Values.Select(part => Math.Round(part, 9)));
    }

    [Fact]
    public void A_scenario_in_doubt_may_have_shown_anything()
    {
        var score = ResilienceScore.Of([Result("good", Integrity.Kept), Result("bad", Integrity.Lost) with { IsInDoubt = true }]);
        Assert.Equal([50, 65, 100], new[] { score.Lowest, score.Value, score.Highest }.Select(one => Math.Round(one, 9)));
    }

    [Fact]
    public void Without_doubt_the_score_is_what_was_measured()
    {
        var score = ResilienceScore.Of([Result("good", Integrity.Kept), Result("bad", Integrity.Lost)]);
        Assert.Equal(score.Value, score.Lowest);
        Assert.Equal(score.Value, score.Highest);
    }

    [Fact]
    public void Nothing_measured_has_no_score()
    {
        Assert.StartsWith("LHC4701", Assert.Throws<ArgumentException>(() => ResilienceScore.Of([])).Message, StringComparison.Ordinal);
        var none = new ScenarioResult("none", 0, 0, TimeSpan.Zero, Integrity.Kept);
        Assert.StartsWith("LHC4702", Assert.Throws<ArgumentException>(() => ResilienceScore.Of([none])).Message, StringComparison.Ordinal);
        Assert.StartsWith("LHC4702", Assert.Throws<ArgumentException>(() => ResilienceScore.Of([none with { Recovered = 1 }])).Message, StringComparison.Ordinal);
    }

    private static ScenarioResult Result(string name, Integrity integrity) => new(name, 1, 1, TimeSpan.FromSeconds(1), integrity);
}
