using System.Globalization;

namespace Lighthouse.Readiness.Results.Reading;

/// <summary>Numbers as tools write them: invariant, finite, not negative.</summary>
internal static class Numbers
{
    private const int Longest = 40;

    /// <summary>Reads a number.</summary>
    /// <exception cref="FormatException">It is none, is not finite, or is negative.</exception>
    public static double Of(string text, string what) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number >= 0
            ? number
            : throw new FormatException($"'{Short(text)}' in '{Short(what)}' is no number from 0 on");

    /// <summary>Checks a number.</summary>
    /// <exception cref="FormatException">It is not finite, or negative.</exception>
    public static double Of(double number, string what) =>
        double.IsFinite(number) && number >= 0 ? number : throw new FormatException($"{number} in '{Short(what)}' is no number from 0 on");

    /// <summary>The beginning of a text, for a message.</summary>
    public static string Short(string text) => text.Length <= Longest ? text : text[..Longest] + "...";
}
