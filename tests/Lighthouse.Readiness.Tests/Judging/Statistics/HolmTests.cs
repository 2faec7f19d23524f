using Lighthouse.Readiness.Judging.Statistics;
using Xunit;

namespace Lighthouse.Readiness.Tests.Judging.Statistics;

public sealed class HolmTests
{
    [Fact]
    public void The_smallest_chance_is_multiplied_by_the_number_and_the_next_by_one_less() =>
        Assert.Equal([0.06, 0.03, 0.06], Holm.Correct([0.03, 0.01, 0.035]), (expected, actual) => Math.Abs(expected - actual) < 1e-12);

    [Fact]
    public void Nothing_is_corrected_to_more_than_certain() => Assert.Equal([1.0, 1.0], Holm.Correct([0.9, 0.8]));

    [Fact]
    public void One_test_needs_no_correction_and_none_gives_none()
    {
        Assert.Equal([0.04], Holm.Correct([0.04]));
        Assert.Empty(Holm.Correct([]));
    }

    [Fact]
    public void No_chance_gets_smaller_and_their_order_stays()
    {
        var random = new Random(417);
        for (var round = 0; round < 200; round++)
        {
            double[] chances = [.. Enumerable.Range(0, 1 + random.Next(20)).Select(_ => random.NextDouble())];
            var corrected = Holm.Correct(chances);
            Assert.All(chances.Zip(corrected), pair => Assert.True(pair.Second >= pair.First));
            Assert.Equal(corrected.Order(), Enumerable.Range(0, chances.Length).OrderBy(index => chances[index]).Select(index => corrected[index]));
        }
    }
}
