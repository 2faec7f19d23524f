using System.Globalization;
using System.Text.RegularExpressions;

namespace Lighthouse.Bridge.Tests.Diagnostics;

/// <summary>Reads Prometheus' text format and refuses whatever it does not allow.</summary>
internal sealed partial class PrometheusText
{
    private static readonly string[] Types = ["counter", "gauge", "histogram", "summary", "untyped"];
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    public Dictionary<string, double> Samples { get; } = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Families => _types;

    public static PrometheusText Parse(string text)
    {
        var parsed = new PrometheusText();
        if (!text.EndsWith('\n')) throw new FormatException("The last line has no end.");
        string? family = null;
        var helped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n')[..^1])
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                family = Name(line.Split(' ')[2]);
                if (!helped.Add(family)) throw new FormatException($"{family} has two helps.");
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                var parts = line.Split(' ');
                if (parts.Length != 4 || parts[2] != family || !Types.Contains(parts[3])) throw new FormatException(line);
                if (!parsed._types.TryAdd(family, parts[3])) throw new FormatException($"{family} is described twice.");
            }
            else
            {
                parsed.Sample(line, family);
            }
        }

        foreach (var histogram in parsed._types.Where(type => type.Value == "histogram")) parsed.CheckHistogram(histogram.Key);
        return parsed;
    }

    private void Sample(string line, string? family)
    {
        var match = Line().Match(line);
        if (!match.Success) throw new FormatException($"No sample: '{line}'");
        var name = match.Groups["name"].Value;
        var owner = family is not null && _types.GetValueOrDefault(family) == "histogram" ? Suffix().Replace(name, "") : name;
        if (owner != family) throw new FormatException($"{name} stands under {family}.");
        var labels = match.Groups["label"].Captures.Select(label => label.Value).ToList();
        if (labels.Distinct().Count() != labels.Count) throw new FormatException($"A label twice: '{line}'");
        var value = Number(match.Groups["value"].Value);
        if (_types[family!] == "counter" && (value < 0 || !family!.EndsWith("_total", StringComparison.Ordinal))) throw new FormatException($"No counter: '{line}'");
        if (!Samples.TryAdd(line[..line.LastIndexOf(' ')], value)) throw new FormatException($"Twice: '{line}'");
    }

    private void CheckHistogram(string name)
    {
        var series = Samples.Where(s => s.Key.StartsWith(name + "_bucket{", StringComparison.Ordinal)).GroupBy(s => Bound().Replace(s.Key, ""));
        foreach (var buckets in series)
        {
            var counts = buckets.Select(b => b.Value).ToList();
            if (!counts.SequenceEqual(counts.Order())) throw new FormatException($"{buckets.Key} is not cumulative.");
            var bounds = buckets.Select(b => Number(Bound().Match(b.Key).Groups["le"].Value)).ToList();
            if (!bounds.SequenceEqual(bounds.Order()) || !double.IsPositiveInfinity(bounds[^1])) throw new FormatException($"{buckets.Key} has no +Inf at its end.");
            var labels = buckets.Key[(name.Length + "_bucket".Length)..].Replace(",}", "}", StringComparison.Ordinal).Replace("{}", "", StringComparison.Ordinal);
            if (Samples[name + "_count" + labels] != counts[^1]) throw new FormatException($"{buckets.Key} does not count what it holds.");
            _ = Samples[name + "_sum" + labels];
        }
    }

    private static string Name(string name) => MetricName().IsMatch(name) ? name : throw new FormatException($"No name: '{name}'");

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$")]
    private static partial Regex MetricName();

    [GeneratedRegex("^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\\{((?<label>[a-zA-Z_][a-zA-Z0-9_]*)=\"([^\"\\\\\n]|\\\\[\\\\\"n])*\"(,(?!\\})|(?=\\})))+\\})? (?<value>[-+]?(Inf|[0-9.]+([eE][-+]?[0-9]+)?)|NaN)$")]
    private static partial Regex Line();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();

    [GeneratedRegex("le=\"(?<le>[^\"]*)\"")]
    private static partial Regex Bound();
}
