using System.Diagnostics.CodeAnalysis;

namespace Lighthouse.Readiness.Quantities;

/// <summary>A number that knows its unit.</summary>
/// <param name="Value">The number, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct Quantity(double Value, Unit Unit) : IComparable<Quantity>
{
    /// <summary>The number in the base unit of its dimension.</summary>
    public double InBaseUnit => Value * Unit.Factor;

    /// <summary>A number of things.</summary>
    public static Quantity Count(long value) => new(value, Unit.One);

    /// <summary>A length of time, in milliseconds.</summary>
    public static Quantity Of(TimeSpan duration) => new(duration.TotalMilliseconds, Unit.Millisecond);

    /// <summary>The same quantity in another unit of the same dimension.</summary>
    /// <exception cref="ArgumentException">The units measure different things.</exception>
    public Quantity In(Unit unit)
    {
        RequireSame(unit.Dimension);
        return new Quantity(InBaseUnit / unit.Factor, unit);
    }

    /// <summary>Compares two quantities of one dimension, whatever their units.</summary>
    /// <exception cref="ArgumentException">The units measure different things.</exception>
    public int CompareTo(Quantity other)
    {
        RequireSame(other.Unit.Dimension);
        return Unit == other.Unit ? Value.CompareTo(other.Value) : InBaseUnit.CompareTo(other.InBaseUnit);
    }

    /// <summary>Reads a quantity as a runbook writes it: <c>300 ms</c>, <c>10,000</c>, <c>99.5 %</c>, <c>2 MB/h</c>. Invariant culture; no exponent.</summary>
    /// <param name="text">The text; white space around it and before the unit does not matter.</param>
    /// <param name="quantity">The quantity; zero when there is none.</param>
    /// <returns>Whether the text is a quantity.</returns>
    public static bool TryParse(string? text, out Quantity quantity) => QuantityParser.Read(text, out quantity) is null;

    /// <summary>Reads a quantity, or says why the text is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quantity">The quantity; zero when there is none.</param>
    /// <param name="refusal">What is wrong and what is allowed; null when the text is a quantity. It quotes the text as it came.</param>
    /// <returns>Whether the text is a quantity.</returns>
    public static bool TryParse(string? text, out Quantity quantity, [NotNullWhen(false)] out string? refusal)
    {
        refusal = QuantityParser.Read(text, out quantity)?.Message;
        return refusal is null;
    }

    /// <summary>Such as <c>41 ms</c>, <c>0.02 %</c> or <c>12,400</c>: for a reader, four significant digits at most below 1,000.</summary>
    public override string ToString() => WithSymbol(PlainNumber.Rounded(Value));

    /// <summary>Nothing rounded: reading it back gives the same quantity.</summary>
    public string ToExactString() => WithSymbol(PlainNumber.Exact(Value));

    private string WithSymbol(string number) => Unit.Symbol.Length == 0 ? number : $"{number} {Unit.Symbol}";

    private void RequireSame(Dimension dimension)
    {
        if (Unit.Dimension != dimension)
            throw new ArgumentException($"LH1001: {Unit.Dimension} '{this}' cannot be compared with {dimension}.");
    }
}
