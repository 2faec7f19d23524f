using System.Globalization;
using System.Text.RegularExpressions;
using Lighthouse.Readiness.Results.Reading;

namespace Lighthouse.Readiness.Results.NBomber;

/// <summary>
/// Reads NBomber's report for people, as text or as Markdown: the same tables of two columns, between other lines and bars. Versions before 6 count
/// <c>request count: all, ok, RPS</c>, those since <c>requests: total, ok, fail</c> with the rates in a row of their own.
/// </summary>
internal static partial class NBomberText
{
    private const string OkTable = "ok stats";
    private static readonly string[] s_failTables = ["failures stats", "fail stats"];

    /// <summary>Whether a text is such a report.</summary>
    public static bool IsReport(string text) => !text.TrimStart().StartsWith("test_suite,", StringComparison.Ordinal) && ScenarioLine().IsMatch(text);

    /// <summary>Every scenario and step. One of which nothing succeeded stands in the table of failures alone.</summary>
    public static IReadOnlyList<NBomberStats> Read(string text)
    {
        var blocks = Blocks(text);
        var succeeded = blocks.Where(block => block.Table == OkTable).Select(block => block.Stats()).ToList();
        var failed = blocks.Where(block => block.Table != OkTable).Select(block => block.Stats()).ToList();
        foreach (var fail in failed)
        {
            if (succeeded.Where(ok => ok.Label == fail.Label).Select(ok => ok.Counts).DefaultIfEmpty((fail.Counts.Requests, 0, fail.Counts.Requests)).Any(ok => ok != fail.Counts))
                throw new FormatException($"the tables of '{Numbers.Short(fail.Label)}' count differently");
        }

        return [.. succeeded, .. failed.Where(fail => succeeded.All(ok => ok.Label != fail.Label))];
    }

    private static List<Block> Blocks(string text)
    {
        var (scenario, table, blocks) = ((string?)null, "", new List<Block>());
        foreach (var line in text.Split('\n'))
        {
            if (ScenarioLine().Match(line) is { Success: true } named)
                (scenario, table) = (Plain(named.Groups["name"].Value), "");
            if (Cells(line) is not var (key, value))
                continue;
            if (key is "step" or "scenario" or "scenario and steps")
                table = value == OkTable || s_failTables.Contains(value) ? value : "";
            else if (table.Length > 0 && key is "name" or "scenario name" or "step name")
                blocks.Add(new Block(Label(scenario, key, value), table));
            else if (table.Length > 0 && blocks.Count > 0 && !blocks[^1].Rows.TryAdd(key, value))
                throw new FormatException($"'{Numbers.Short(key)}' of '{Numbers.Short(blocks[^1].Label)}' is there twice");
        }

        return blocks;
    }

    private static string Label(string? scenario, string key, string value) =>
        scenario is null ? throw new FormatException("a table stands before its scenario")
        : key == "scenario name" || (key == "name" && value == "global information") ? scenario
        : $"{scenario}/{value}";

    private static (string Key, string Value)? Cells(string line)
    {
        var row = line.Trim();
        return row.Length > 2 && row[0] is '|' or '│' && row[1..^1].Split('|', '│') is [var key, var value]
            ? (Unit().Replace(Plain(key), ""), Plain(value))
            : null;
    }

    private static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"^\s*scenario: (?<name>.{1,400}?)\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ScenarioLine();

    [GeneratedRegex(@" \((ms|req/sec)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Unit();

    /// <summary>The rows of one scenario or step in one table.</summary>
    private sealed record Block(string Label, string Table)
    {
        public Dictionary<string, string> Rows { get; } = new(StringComparer.Ordinal);

        public NBomberStats Stats()
        {
            var isNew = Rows.ContainsKey("requests");
            var requests = Values(isNew ? "requests" : "request count");
            var all = Count(requests, isNew ? "total" : "all");
            var (ok, fail) = (CountOrNull(requests, "ok"), CountOrNull(requests, "fail"));
            var counts = (Requests: all, Succeeded: ok ?? all - Count(requests, "fail"), Failed: fail ?? all - Count(requests, "ok"));
            if (counts.Succeeded < 0 || counts.Failed < 0)
                throw new FormatException($"'{Numbers.Short(Label)}' has more of a part than there were requests");
            if (Table != OkTable || counts.Succeeded == 0)
                return new NBomberStats(Label, counts, 0, new Dictionary<string, double>());
            var rate = isNew ? Number(Values("RPS"), "ok") : Number(requests, "RPS");
            var (latency, percentiles) = (Values("latency"), Values("latency percentile"));
            return new NBomberStats(Label, counts, rate, new Dictionary<string, double>(
                [.. new[] { "min", "mean", "max" }.Select(name => KeyValuePair.Create(name, Number(latency, name))),
                 .. new[] { "50", "75", "95", "99" }.Select(name => KeyValuePair.Create(name, Number(percentiles, "p" + name)))]));
        }

        private Dictionary<string, string> Values(string row)
        {
            if (!Rows.TryGetValue(row, out var text))
                throw new FormatException($"'{Numbers.Short(Label)}' has no '{row}'");
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var part in text.Split(','))
            {
                if (part.Split('=') is not [var name, var value] || !values.TryAdd(name.Trim(), value.Trim()))
                    throw new FormatException($"'{Numbers.Short(text)}' in '{row}' is no list of values");
            }

            return values;
        }

        private static string Named(Dictionary<string, string> values, string name) =>
            values.TryGetValue(name, out var value) ? value : throw new FormatException($"there is no '{name}'");

        // The unit stands behind the number in some versions, in the name of the row in others.
        private static double Number(Dictionary<string, string> values, string name)
        {
            var text = Named(values, name);
            return Numbers.Of(text.EndsWith(" ms", StringComparison.Ordinal) ? text[..^3] : text.EndsWith("/s", StringComparison.Ordinal) ? text[..^2] : text, name);
        }

        private static long Count(Dictionary<string, string> values, string name) =>
            long.TryParse(Named(values, name), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? count
                : throw new FormatException($"'{Numbers.Short(values[name])}' in '{name}' is no count");

        private static long? CountOrNull(Dictionary<string, string> values, string name) => values.ContainsKey(name) ? Count(values, name) : null;
    }
}
