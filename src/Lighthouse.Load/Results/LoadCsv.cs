using System.Globalization;
using Lighthouse.Load.Recording;

namespace Lighthouse.Load.Results;

/// <summary>Results as a table for a spreadsheet: a line a run, times in milliseconds with a point.</summary>
public static class LoadCsv
{
    /// <summary>Writes a header and a line for each result.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="results">A name, and what was measured.</param>
    public static void Write(TextWriter writer, IEnumerable<KeyValuePair<string, LoadResult>> results)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(results);
        var percentiles = string.Join(',', Percentiles.Reported.Select(percentile => percentile.Name + "_ms"));
        writer.Write($"name,intended,started,succeeded,failed,timed_out,dropped,late,not_started,{percentiles},max_ms,service_p99_ms,generator_cpu_s,doubts\n");
        foreach (var (name, result) in results)
            writer.Write(Line(name, result) + "\n");
    }

    private static string Line(string name, LoadResult result)
    {
        var latency = result.LatencyFromIntendedStart;
        IEnumerable<object> counts =
            [result.Intended, result.Started, result.Succeeded, result.Failed, result.TimedOut, result.Dropped, result.Late, result.NotStarted];
        IEnumerable<string> fields =
        [
            Quoted(name),
            .. counts.Select(count => Convert.ToString(count, CultureInfo.InvariantCulture)!),
            .. Percentiles.Reported.Select(percentile => At(latency, percentile.Percent)),
            At(latency, 100), At(result.ServiceTime, 99),
            result.GeneratorCpu.Used.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture),
            Quoted(string.Join(' ', result.Doubts)),
        ];
        return string.Join(',', fields);
    }

    // Nothing recorded is an empty field, and not zero.
    private static string At(LatencyHistogram histogram, double percent) => histogram.Count == 0
        ? ""
        : (percent == 100 ? histogram.Maximum : histogram.Percentile(percent)).TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Quoted(string text)
    {
        // What begins like a formula would be run by a spreadsheet.
        var safe = text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? '"' + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : safe;
    }
}
