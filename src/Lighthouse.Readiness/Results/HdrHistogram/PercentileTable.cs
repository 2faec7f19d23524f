using System.Globalization;
using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.HdrHistogram;

/// <summary>
/// Reads the percentile distribution that HdrHistogram prints, which .hgrm files hold and wrk2 shows: value, percentile, how many lie at
/// or below it. Between two lines every number counts as the higher value, so that no percentile is understated.
/// </summary>
internal static class PercentileTable
{
    private static readonly string[] Heading = ["Value", "Percentile", "TotalCount"];

    /// <summary>Reads the first table in a text.</summary>
    /// <exception cref="FormatException">There is none, it is cut, or its counts contradict each other.</exception>
    public static Distribution Read(string text, Unit unit)
    {
        var buckets = new List<Bucket>();
        var (inside, seen, last) = (false, 0L, 0.0);
        long? total = null;
        foreach (var line in text.Split('\n').Select(line => line.Trim()))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (!inside)
            {
                inside = words.Take(3).SequenceEqual(Heading);
                continue;
            }

            if (line.StartsWith("#[Max", StringComparison.Ordinal))
            {
                total = Total(line);
                break;
            }

            if (words.Length < 3 || line[0] == '#')
                continue;
            var (value, count) = (Numbers.Of(words[0], "Value"), Count(words[2]));
            if (count < seen || value < last)
                throw new FormatException("its values or its counts do not ascend");
            if (count > seen)
                buckets.Add(new Bucket(value, count - seen));
            (seen, last) = (count, value);
        }

        if (!inside)
            throw new FormatException("it has no percentile distribution (a line 'Value Percentile TotalCount')");
        return total == seen && seen > 0
            ? new Distribution(unit, buckets)
            : throw new FormatException($"its lines add up to {seen} and it says {total?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}; was it cut?");
    }

    // #[Max     =       12.496, Total count    =        39500]
    private static long Total(string line) => line.Split('=') is [.., var last] ? Count(last.Trim().TrimEnd(']')) : throw new FormatException("its end says no total count");

    private static long Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw new FormatException($"'{Numbers.Short(text)}' is no count");
}
