using System.Globalization;
using System.Text.RegularExpressions;
using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Runbooks.Reading;

/// <summary>Reads criteria: <c>metric[.statistic] op threshold [unit] [at NN % confidence]</c>.</summary>
internal sealed partial class CriterionParser(IReadOnlyDictionary<string, MetricDefinition> metrics, Mistakes mistakes)
{
    private const string Example = "write 'metric[.statistic] < threshold unit [at 95 % confidence]', such as 'elicitation.end_to_end.p99 < 300 ms'";

    /// <summary>Reads a criterion whose white space is folded; null, and the mistakes noted, when it is none.</summary>
    internal Criterion? Parse(string text, SourceLocation location)
    {
        var form = Form().Match(text);
        if (!form.Success)
        {
            mistakes.Add(RunbookCodes.Criterion, location, $"'{Shown.Short(text)}' is no criterion; {Example}. Comparisons are <, <=, ==, >=, >.");
            return null;
        }

        var subject = FindSubject(form.Groups["subject"].Value, location);
        var comparison = ToComparison(form.Groups["comparison"].Value);
        var threshold = ReadThreshold(text, form.Groups["threshold"].Value, location);
        var confidence = ReadConfidence(form.Groups["confidence"], location);
        if (subject is not var (metric, statistic) || threshold is null || confidence is null)
            return null;
        var criterion = new Criterion(text, metric.Name, statistic, comparison, threshold.Value, confidence.Value, location);
        new CriterionSense(metric, criterion, form.Groups["confidence"].Success, mistakes).Check();
        return criterion;
    }

    private (MetricDefinition Metric, Statistic Statistic)? FindSubject(string subject, SourceLocation location)
    {
        if (metrics.TryGetValue(subject, out var whole))
            return (whole, new Statistic(StatisticKind.Value));
        for (var dot = subject.LastIndexOf('.'); dot > 0; dot = subject.LastIndexOf('.', dot - 1))
        {
            if (!metrics.TryGetValue(subject[..dot], out var metric))
                continue;
            if (StatisticWords.TryRead(subject[(dot + 1)..], out var statistic))
                return (metric, statistic);
            mistakes.Add(
                RunbookCodes.Statistic, location,
                $"metric '{metric.Name}' has no statistic '{Shown.Short(subject[(dot + 1)..])}'; allowed are {StatisticWords.Allowed(metric.Shape)}.");
            return null;
        }

        AddUnknownMetric(subject, location);
        return null;
    }

    private void AddUnknownMetric(string subject, SourceLocation location)
    {
        if (mistakes.IsFull)
        {
            mistakes.Add(RunbookCodes.UnknownMetric, location, "");
            return;
        }

        var name = StatisticWords.Strip(subject);
        var near = Nearest.Of(name, metrics.Keys, 3);
        var hint = near.Count == 0 ? "" : $" The nearest are: {string.Join(", ", near)}.";
        mistakes.Add(RunbookCodes.UnknownMetric, location, $"no suite can feed the metric '{Shown.Short(name)}': 'metrics' does not list it. Add it there or correct the name.{hint}");
    }

    private Quantity? ReadThreshold(string criterion, string text, SourceLocation location)
    {
        if (QuantityParser.Read(text, out var threshold) is not { } refusal)
            return threshold;
        mistakes.AddQuantity(location, $"threshold of '{Shown.Short(criterion)}'", refusal);
        return null;
    }

    private double? ReadConfidence(Group text, SourceLocation location)
    {
        if (!text.Success)
            return Criterion.DefaultConfidence;
        if (decimal.TryParse(text.ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 50 and <= 99.99m)
            return (double)(percent / 100);
        mistakes.Add(RunbookCodes.Confidence, location, $"a confidence of {Shown.Short(text.Value)} % is not allowed; allowed are 50 % to 99.99 %.");
        return null;
    }

    private static Comparison ToComparison(string symbol) => Enum.GetValues<Comparison>().Single(comparison => comparison.Symbol() == symbol);

    [GeneratedRegex(
        @"^(?<subject>[^\s<>=!]+) ?(?<comparison><=|>=|==|<|>) ?(?<threshold>[^\s<>=!][^<>=!]*?)(?: at (?<confidence>[0-9.]{1,20}) ?% confidence)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
