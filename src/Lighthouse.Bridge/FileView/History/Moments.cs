using System.Globalization;

namespace Lighthouse.Bridge.FileView.History;

/// <summary>Names of moments in <c>history/</c>: UTC, to the hour, the minute or the second. A name means its beginning.</summary>
internal static class Moments
{
    private const long HourNs = 3_600_000_000_000;
    private static readonly string[] Formats = ["yyyy-MM-dd'T'HH", "yyyy-MM-dd'T'HH':'mm", "yyyy-MM-dd'T'HH':'mm':'ss"];

    /// <summary>The first full hour at or after a time.</summary>
    public static long NextHour(long unixNs) => (unixNs + HourNs - 1) / HourNs * HourNs;

    public static string HourName(long unixNs) =>
        DateTimeOffset.FromUnixTimeMilliseconds(unixNs / 1_000_000).ToString(Formats[0], CultureInfo.InvariantCulture);

    /// <summary>Unix nanoseconds of a name; null when it is none.</summary>
    public static long? Parse(string name) =>
        DateTimeOffset.TryParseExact(
            name, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment.ToUnixTimeMilliseconds() * 1_000_000
            : null;
}
