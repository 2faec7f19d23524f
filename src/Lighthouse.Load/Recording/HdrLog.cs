using System.Globalization;

namespace Lighthouse.Load.Recording;

/// <summary>
/// The HdrHistogram log: a line an interval, its histogram compressed, readable by the tools of that family.
/// Values are written in units of 100 ns, so such a tool shows milliseconds when it divides by 10,000.
/// </summary>
public static class HdrLog
{
    private const string Header = "\"StartTimestamp\",\"Interval_Length\",\"Interval_Max\",\"Interval_Compressed_Histogram\"";
    private const int LongestLine = 8 << 20;

    /// <summary>Writes a whole log.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="intervals">In the order of their starts.</param>
    /// <param name="start">When the run began.</param>
    /// <exception cref="ArgumentException">A tag holds what would break the line.</exception>
    public static void Write(TextWriter writer, IEnumerable<HdrInterval> intervals, DateTimeOffset start)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(intervals);
        writer.Write("#[Histogram log format version 1.3]\n");
        writer.Write("#[Values count units of 100 ns; divide by 10000 for milliseconds]\n");
        writer.Write(Text($"#[StartTime: {start.ToUnixTimeMilliseconds() / 1000.0:0.000} (seconds since epoch), {start.UtcDateTime:O}]\n"));
        writer.Write(Header + "\n");
        foreach (var interval in intervals)
            writer.Write(Line(interval) + "\n");
    }

    /// <summary>Reads a log that this or another program wrote. Comments and the header are skipped.</summary>
    /// <param name="reader">Where from.</param>
    /// <param name="unit">What its values count.</param>
    /// <exception cref="FormatException">A line is no interval; the message says which.</exception>
    public static IReadOnlyList<HdrInterval> Read(TextReader reader, HdrUnit unit = HdrUnit.HundredNanoseconds)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var intervals = new List<HdrInterval>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
            if (line.Length > 0 && line[0] is not ('#' or '"'))
                intervals.Add(Interval(line, number, unit));
        return intervals;
    }

    private static string Line(HdrInterval interval)
    {
        if (interval.Tag?.AsSpan().IndexOfAny(", \r\n") >= 0 || interval.Tag is "")
            throw new ArgumentException($"LHL3402: the tag '{interval.Tag}' of a histogram log holds nothing, a comma, a space or a line end; leave them out.");
        var tag = interval.Tag is null ? "" : $"Tag={interval.Tag},";
        var maximum = interval.Histogram.Maximum.TotalMilliseconds;
        return tag + Text($"{interval.Start.TotalSeconds:0.000},{interval.Length.TotalSeconds:0.000},{maximum:0.000},") + interval.Histogram.Encode();
    }

    private static HdrInterval Interval(string line, int number, HdrUnit unit)
    {
        if (line.Length > LongestLine)
            throw Malformed(number, "it is longer than 8 MB");
        var fields = line.Split(',');
        var tag = fields[0].StartsWith("Tag=", StringComparison.Ordinal) ? fields[0]["Tag=".Length..] : null;
        if (tag is not null)
            fields = fields[1..];
        if (fields.Length != 4)
            throw Malformed(number, $"it has {fields.Length} fields where 4 are expected");
        return new HdrInterval(tag, Seconds(fields[0], number), Seconds(fields[1], number), LatencyHistogram.Decode(fields[3], unit));
    }

    private static TimeSpan Seconds(string field, int number) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 1e10
            ? TimeSpan.FromSeconds(seconds)
            : throw Malformed(number, $"'{(field.Length > 40 ? field[..40] : field)}' is no number of seconds");

    private static FormatException Malformed(int line, string why) => new($"LHL3403: line {line} of the histogram log is no interval: {why}.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
