using System.Globalization;

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

    /// <summary>Such as <c>41 ms</c>, <c>0.02 %</c> or <c>12,400</c>: four significant digits at most.</summary>
    public override string ToString()
    {
        var number = Math.Abs(Value) >= 1000
            ? Value.ToString("#,##0.#", CultureInfo.InvariantCulture)
            : Value.ToString("G4", CultureInfo.InvariantCulture);
        return Unit.Symbol.Length == 0 ? number : $"{number} {Unit.Symbol}";
    }

    private void RequireSame(Dimension dimension)
    {
        if (Unit.Dimension != dimension)
            throw new ArgumentException($"LH1001: {Unit.Dimension} '{this}' cannot be compared with {dimension}.");
    }
}
