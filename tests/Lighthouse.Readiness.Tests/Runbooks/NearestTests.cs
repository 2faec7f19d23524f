using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class NearestTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "ab", 1)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("titel", "title", 1)]
    public void Distance_counts_edits_and_swapped_neighbours(string from, string to, int distance)
    {
        Assert.Equal(distance, Nearest.Distance(from, to));
        Assert.Equal(distance, Nearest.Distance(to, from));
    }

    [Theory]
    [InlineData("critcal", "critical")]
    [InlineData("HIGH", "high")]
    [InlineData("enormous", null)]
    public void Only_a_near_word_is_guessed(string word, string? guess) => Assert.Equal(guess, Nearest.Likely(word, ["critical", "high", "medium", "low"]));

    [Fact]
    public void A_very_long_word_is_not_compared() => Assert.Null(Nearest.Likely(new string('a', 1_000), [new string('a', 999)]));
}
