using System.Globalization;
using System.Text.RegularExpressions;

namespace Lighthouse.Readiness.Quantities;

/// <summary>Reads <c>300 ms</c>, <c>10,000</c>, <c>99.5 %</c>.</summary>
internal static partial class QuantityParser
{
    private const int Longest = 40;

    /// <summary>Every unit as a message lists it.</summary>
    internal static string AllowedUnits { get; } =
        string.Join(", ", Unit.All.Where(unit => unit.Symbol.Length > 0).Select(unit => unit.Symbol)) + ", or none for a count";

    /// <summary>The number's form; the JSON schema says the same.</summary>
    internal const string NumberForm = @"-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?";

    /// <summary>Reads a quantity, or says why it is none.</summary>
    internal static QuantityRefusal? Read(string? text, out Quantity quantity)
    {
        quantity = new Quantity(0, Unit.One);
        var trimmed = text?.Trim() ?? "";
        if (trimmed.Length is 0 or > Longest)
            return new QuantityRefusal(null, $"a quantity has 1 to {Longest} characters, such as '300 ms' or '10,000'");

        var end = trimmed.AsSpan().IndexOfAnyExcept("-+0123456789.,");
        var number = end < 0 ? trimmed : trimmed[..end];
        var symbol = end < 0 ? "" : trimmed[end..].Trim();
        if (!Number().IsMatch(number))
            return new QuantityRefusal(null, $"'{trimmed}' does not begin with a number: write '300', '99.5' or '10,000' (a comma before each three digits, or none at all), then the unit");
        if (!Unit.TryParse(symbol, out var unit))
            return new QuantityRefusal(symbol, $"unknown unit '{symbol}'; allowed are {AllowedUnits}");

        // Adding zero turns a negative zero into zero.
        quantity = new Quantity(double.Parse(number, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture) + 0.0, unit);
        return null;
    }

    [GeneratedRegex("^(?:" + NumberForm + @")\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
