using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Lighthouse.Benchmarks.Reporting;

/// <summary>The results as Markdown.</summary>
internal static class Table
{
    private static readonly string[] Head = ["what", "measured", "peer or limit", "ratio", "target", "met"];

    public static string Of(IReadOnlyList<Row> rows, BenchmarkRun run, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm} UTC, {Machine()}; {run.Rounds} rounds of {run.RoundTime.TotalSeconds:0.##} s, medians, seed {run.Seed}");
        text.AppendLine();
        Line(text, Head);
        Line(text, Head.Select(_ => "---"));
        foreach (var row in rows)
            Line(text, [row.What, row.Measured, row.Peer, row.Ratio, row.Target, row.Met]);
        return text.ToString();
    }

    private static string Machine()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        return $"{Environment.ProcessorCount} x {model ?? RuntimeInformation.ProcessArchitecture.ToString()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).AppendLine(" |");
}
