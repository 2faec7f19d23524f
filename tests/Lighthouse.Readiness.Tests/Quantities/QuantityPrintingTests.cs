using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Tests.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Quantities;

public sealed class QuantityPrintingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(41, "ms", "41 ms")]
    [InlineData(0.02, "%", "0.02 %")]
    [InlineData(12_400, "", "12,400")]
    [InlineData(1.23456, "s", "1.235 s")]
    [InlineData(999.96, "ms", "1,000 ms")]
    [InlineData(0.0000123456, "x", "0.00001235 x")]
    [InlineData(-2_000_000.26, "B", "-2,000,000.3 B")]
    public void A_reader_sees_four_digits_and_no_exponent(double value, string symbol, string text)
    {
        Assert.True(Unit.TryParse(symbol, out var unit));
        Assert.Equal(text, new Quantity(value, unit).ToString());
    }

    [Theory]
    [InlineData(1e21, "1000000000000000000000")]
    [InlineData(1.5e-7, "0.00000015")]
    [InlineData(-1.25e-5, "-0.0000125")]
    [InlineData(1.2345e17, "123450000000000000")]
    public void The_exact_form_has_no_exponent_either(double value, string text) => Assert.Equal(text, new Quantity(value, Unit.One).ToExactString());

    [Fact]
    public void The_exact_form_reads_back_as_the_same_quantity()
    {
        var random = Seed.Random(output);
        for (var i = 0; i < 5_000; i++)
        {
            var value = Math.Round(random.NextDouble() * Math.Pow(10, random.Next(-8, 12)), random.Next(0, 12)) * random.Next(-1, 2);
            var quantity = new Quantity(value + 0.0, Unit.All[random.Next(Unit.All.Count)]);

            Assert.True(Quantity.TryParse(quantity.ToExactString(), out var again, out var refusal), $"{quantity.ToExactString()}: {refusal}");
            Assert.Equal(quantity, again);
        }
    }

    [Fact]
    public void The_rounded_form_reads_back_within_its_rounding_and_prints_the_same_again()
    {
        var random = Seed.Random(output);
        for (var i = 0; i < 5_000; i++)
        {
            var quantity = new Quantity(random.NextDouble() * Math.Pow(10, random.Next(-8, 12)), Unit.All[random.Next(Unit.All.Count)]);

            Assert.True(Quantity.TryParse(quantity.ToString(), out var again, out var refusal), $"{quantity}: {refusal}");
            Assert.Equal(quantity.ToString(), again.ToString());
            Assert.InRange(again.Value, quantity.Value * 0.999, quantity.Value * 1.001);
        }
    }

    [Fact]
    public void Random_text_is_read_or_refused_and_never_throws()
    {
        const string alphabet = "0123456789,.-+ %xmsnuhinBKMG/E\t٣\0";
        var random = Seed.Random(output);
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
            var good = Quantity.TryParse(text, out var quantity, out var refusal);

            Assert.Equal(good, refusal is null);
            Assert.True(double.IsFinite(quantity.Value));
            if (good)
                Assert.True(Quantity.TryParse(quantity.ToExactString(), out var again) && again == quantity, $"'{text}' reads as {quantity.ToExactString()}");
        }
    }
}
