using Lighthouse.Readiness.Reporting.Tables;
using Xunit;

namespace Lighthouse.Readiness.Tests.Reporting.Tables;

public sealed class DisplayTextTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("漢字", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀", 2)]
    [InlineData("한", 2)]
    [InlineData("Ａ", 2)]
    public void Width_counts_columns(string text, int columns) => Assert.Equal(columns, DisplayText.Width(text));

    [Fact]
    public void Padding_counts_columns_too()
    {
        Assert.Equal("漢 ", DisplayText.Pad("漢", 3));
        Assert.Equal("longer", DisplayText.Pad("longer", 3));
    }

    [Theory]
    [InlineData("one two three", 7, new[] { "one two", "three" })]
    [InlineData("abcdefgh", 3, new[] { "abc", "def", "gh" })]
    [InlineData("a 漢字漢字", 4, new[] { "a", "漢字", "漢字" })]
    [InlineData("漢", 1, new[] { "漢" })]
    [InlineData("  ", 5, new[] { "" })]
    public void Wrapping_loses_nothing_but_blanks(string text, int width, string[] lines) => Assert.Equal(lines, DisplayText.Wrap(text, width));
}
