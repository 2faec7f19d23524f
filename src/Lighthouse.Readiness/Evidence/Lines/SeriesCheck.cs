using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Evidence.Lines;

/// <summary>Finds what cannot be in a series.</summary>
internal static class SeriesCheck
{
    /// <summary>What is impossible, or null.</summary>
    public static string? Problem(RecordedSeries series)
    {
        if (new[] { series.Gate, series.Title, series.Axis, series.Test }.Any(string.IsNullOrWhiteSpace))
            return "a series must name its gate, title, axis and test.";
        if (series.Lines.Count is 0 or > RecordedSeries.MostLines || series.Spans.Count > RecordedSeries.MostPoints)
            return $"series '{series.Title}' has {series.Lines.Count} lines and {series.Spans.Count} spans; 1 to {RecordedSeries.MostLines} lines and at most {RecordedSeries.MostPoints} spans are allowed.";
        var problem = Unknown(series.AxisUnit)
            ?? series.Lines.Select(Problem).FirstOrDefault(one => one is not null)
            ?? series.Spans.Select(Problem).FirstOrDefault(one => one is not null);
        return problem is null ? null : $"series '{series.Title}': {problem}";
    }

    private static string? Problem(SeriesLine? line)
    {
        if (line is null || string.IsNullOrWhiteSpace(line.Name))
            return "a line has no name.";
        if (Unknown(line.Unit) is { } unknown)
            return unknown;
        if (line.At.Count is 0 or > RecordedSeries.MostPoints)
            return $"line '{line.Name}' has {line.At.Count} points; 1 to {RecordedSeries.MostPoints} are allowed.";
        IReadOnlyList<double>?[] all = [line.At, line.Values, line.Lower, line.Upper];
        if (all.Any(numbers => numbers is not null && (numbers.Count != line.At.Count || !numbers.All(double.IsFinite))))
            return $"line '{line.Name}' needs as many values as places, each a finite number.";
        if (line.Lower is null != line.Upper is null)
            return $"line '{line.Name}' has one bound; both or none are allowed.";
        return line.At.Zip(line.At.Skip(1)).Any(pair => pair.First > pair.Second) ? $"line '{line.Name}' runs backwards." : null;
    }

    private static string? Problem(SeriesSpan? span) =>
        span is null || string.IsNullOrWhiteSpace(span.Name) ? "a span has no name."
        : !double.IsFinite(span.From) || !double.IsFinite(span.To) || span.To < span.From ? $"span '{span.Name}' from {span.From} to {span.To} cannot be."
        : null;

    private static string? Unknown(string? symbol) => symbol is null || !Unit.TryParse(symbol, out _)
        ? $"'{symbol}' is no unit; allowed are {string.Join(", ", Unit.All.Select(unit => unit.Symbol.Length == 0 ? "none" : unit.Symbol))}."
        : null;
}
