using Lighthouse.Readiness.Evidence;
using Lighthouse.Readiness.Quantities;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.HdrHistogram;

/// <summary>Reads an interval log (.hlog): every interval's histogram, merged for each tag and for all; or a percentile distribution (.hgrm).</summary>
internal static class HdrHistogramReader
{
    private const int MostTags = 1000;

    public static IReadOnlyList<ToolLabel> Read(string text, Unit unit)
    {
        if (unit.Dimension != Dimension.Duration)
            throw new FormatException($"its unit is '{unit.Symbol}'; a unit of time is allowed");
        return text.Contains("Histogram log format", StringComparison.Ordinal) || text.Contains("HISTF", StringComparison.Ordinal)
            ? ReadLog(text, unit)
            : [new ToolLabel(ToolLabel.Total) { Latency = PercentileTable.Read(text, unit) }];
    }

    private static List<ToolLabel> ReadLog(string text, Unit unit)
    {
        var tags = new Dictionary<string, Dictionary<long, long>>(StringComparer.Ordinal);
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] is '#' or '"')
                continue;
            var cells = line.Split(',');
            var tagged = cells[0].StartsWith("Tag=", StringComparison.Ordinal);
            if (cells.Length != (tagged ? 5 : 4))
                throw new FormatException($"line {number} has {cells.Length} parts; a line of a log has a start, a length, a maximum and a histogram, and may begin with a tag");
            var decoded = EncodedHistogram.Decode(cells[^1]);
            Merge(tags, ToolLabel.Total, decoded);
            if (tagged && cells[0][4..] is { Length: > 0 } tag && tag != ToolLabel.Total)
                Merge(tags, tag, decoded);
        }

        return [.. tags.Where(tag => tag.Value.Count > 0).Select(tag => new ToolLabel(tag.Key) { Latency = new Distribution(unit, tag.Value.Select(bucket => new Bucket(bucket.Key, bucket.Value))) })];
    }

    private static void Merge(Dictionary<string, Dictionary<long, long>> tags, string tag, IReadOnlyList<(long Edge, long Count)> decoded)
    {
        if (!tags.TryGetValue(tag, out var buckets))
        {
            if (tags.Count > MostTags)
                throw new FormatException($"it has more than {MostTags:#,##0} tags");
            tags[tag] = buckets = [];
        }

        foreach (var (edge, count) in decoded)
            buckets[edge] = checked(buckets.GetValueOrDefault(edge) + count);
    }
}
