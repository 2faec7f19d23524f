using System.Globalization;

namespace Lighthouse.Readiness.Quantities;

/// <summary>Numbers as a person writes them: invariant culture, never an exponent.</summary>
internal static class PlainNumber
{
    /// <summary>The shortest text that reads back as the same number.</summary>
    internal static string Exact(double value) => WithoutExponent(value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Four significant digits at most, from 1,000 on one decimal and thousands separators.</summary>
    internal static string Rounded(double value) => Math.Abs(value) >= 999.95
        ? value.ToString("#,##0.#", CultureInfo.InvariantCulture)
        : WithoutExponent(value.ToString("G4", CultureInfo.InvariantCulture));

    private static string WithoutExponent(string text)
    {
        var e = text.IndexOf('E', StringComparison.Ordinal);
        if (e < 0)
            return text;
        var sign = text[0] == '-' ? "-" : "";
        var mantissa = text[sign.Length..e];
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal) is var at and >= 0 ? at : mantissa.Length;
        return sign + Place(digits, point + int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private static string Place(string digits, int point) =>
        point <= 0 ? "0." + new string('0', -point) + digits
        : point >= digits.Length ? digits + new string('0', point - digits.Length)
        : digits[..point] + "." + digits[point..];
}
