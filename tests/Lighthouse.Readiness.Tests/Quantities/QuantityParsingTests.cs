using Lighthouse.Readiness.Quantities;
using Xunit;

namespace Lighthouse.Readiness.Tests.Quantities;

public sealed class QuantityParsingTests
{
    public static TheoryData<string, double, string> Good => new()
    {
        { "300 ms", 300, "ms" },
        { "300ms", 300, "ms" },
        { "  300   ms ", 300, "ms" },
        { "10,000", 10_000, "" },
        { "10000", 10_000, "" },
        { "1,234,567.89 B", 1_234_567.89, "B" },
        { "99.5 %", 99.5, "%" },
        { "2 MB/h", 2, "MB/h" },
        { "10,000 /s", 10_000, "/s" },
        { "-0.2 MB/h", -0.2, "MB/h" },
        { "0", 0, "" },
        { "1.5 x", 1.5, "x" },
        { "3 /min", 3, "/min" },
        { "3 min", 3, "min" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void A_number_with_its_unit_is_read(string text, double value, string symbol)
    {
        Assert.True(Quantity.TryParse(text, out var quantity, out var refusal), refusal);
        Assert.Equal(value, quantity.Value);
        Assert.Equal(symbol, quantity.Unit.Symbol);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("ms")]
    [InlineData("1,00 ms")]
    [InlineData("1,0000")]
    [InlineData("1000,000")]
    [InlineData(",100")]
    [InlineData("0,100")]
    [InlineData("1,000,00")]
    [InlineData("1.000,5 ms")]
    [InlineData("1.5.2 s")]
    [InlineData("5. s")]
    [InlineData(".5 s")]
    [InlineData("007")]
    [InlineData("+5 s")]
    [InlineData("--5 s")]
    [InlineData("NaN")]
    [InlineData("Infinity s")]
    [InlineData("٣ s")]
    [InlineData("11111111111111111111111111111111111111111")]
    public void What_is_no_number_is_refused_with_an_example(string? text)
    {
        Assert.False(Quantity.TryParse(text, out var quantity, out var refusal));
        Assert.Equal(Quantity.Count(0), quantity);
        Assert.Contains("'10,000'", refusal);
    }

    [Theory]
    [InlineData("5 lightyears", "lightyears")]
    [InlineData("5 MS", "MS")]
    [InlineData("5 mb", "mb")]
    [InlineData("5 MB / h", "MB / h")]
    [InlineData("1E5", "E5")]
    [InlineData("0x10 B", "x10 B")]
    [InlineData("1 000 ms", "000 ms")]
    public void An_unknown_unit_is_refused_with_every_known_one(string text, string unit)
    {
        Assert.False(Quantity.TryParse(text, out _, out var refusal));
        Assert.StartsWith($"unknown unit '{unit}'", refusal);
        foreach (var known in Unit.All)
            Assert.Contains(known.Symbol, refusal);
    }

    [Theory]
    [InlineData("0 ms", 0)]
    [InlineData("-0 ms", 0)]
    public void Zero_has_no_sign(string text, double value)
    {
        Assert.True(Quantity.TryParse(text, out var quantity));
        Assert.Equal(value, quantity.Value);
        Assert.False(double.IsNegative(quantity.Value));
    }
}
