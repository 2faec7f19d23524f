using System.Globalization;

namespace Lighthouse.Benchmarks;

/// <summary>A measured quantity with its unit.</summary>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what, such as <c>events/s</c>.</param>
internal readonly record struct Figure(double Value, string Unit)
{
    public override string ToString() => $"{Number} {Unit}";

    private string Number => Value.ToString(Math.Abs(Value) switch { >= 100 => "N0", >= 10 => "N1", >= 1 => "N2", _ => "N3" }, CultureInfo.InvariantCulture);
}
