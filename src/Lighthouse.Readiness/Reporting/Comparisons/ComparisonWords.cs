using System.Globalization;
using Lighthouse.Readiness.Regression;

namespace Lighthouse.Readiness.Reporting.Comparisons;

/// <summary>A comparison in words, the same on every surface.</summary>
internal static class ComparisonWords
{
    public static string Of(ComparisonOutcome outcome) => outcome switch
    {
        ComparisonOutcome.Blocks => "worse: blocks",
        ComparisonOutcome.Investigate => "worse: look into it",
        ComparisonOutcome.Better => "better",
        ComparisonOutcome.NotProvenWorse => "not proven worse",
        _ => "not comparable",
    };

    /// <summary>Such as <c>1.2 x (1.1 to 1.3)</c>: how many times as bad, with its bounds where there are enough runs for them.</summary>
    public static string Worsening(MetricComparison figure) => figure.Worsening is not { } worsening ? "-"
        : worsening.Lower is { } lower && worsening.Upper is { } upper ? $"{worsening.Value} ({lower} to {upper})"
        : $"{worsening.Value} (no bounds)";

    public static string Run(RecordedRun run) =>
        $"run {run.Identity.RunId[..Math.Min(8, run.Identity.RunId.Length)]} of {run.Started.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}, commit {run.Identity.Commit[..Math.Min(12, run.Identity.Commit.Length)]}";

    public static IEnumerable<string> Notes(RunComparison comparison)
    {
        var most = comparison.Figures.Select(figure => figure.Worsening?.Count ?? 0).DefaultIfEmpty().Max();
        var known = comparison.Figures.Count(figure => figure.Outcome != ComparisonOutcome.Unknown);
        if (comparison.Figures.Count > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"'as bad' is the ratio of now to before, of a rate that of before to now. Tested against {comparison.Rules.Investigate:0.#%} (look into it) and {comparison.Rules.Block:0.#%} (blocks) by the exact test of Mann and Whitney on runs, corrected by Holm for {known} figures: the chance of calling any of them worse where none is, is at most {comparison.Rules.ErrorRate:0.#%}.");
        if (comparison.Figures.Count > 0 && most < 4)
            yield return "So few runs prove nothing, whatever the figures: give --before and --after more than once, or measure no-regression, which repeats its runs.";
        if (comparison.Drift is { } drift)
            yield return $"The worse figures prove nothing about the system: {drift}";
        if (comparison.Before.Concat(comparison.After).Select(run => run.Identity.RunbookDigest).Distinct().Count() > 1)
            yield return "The runs are of different runbooks: where sizes differ, so do the figures.";
        if (comparison.History.Count > 0)
            yield return $"{comparison.Changes.Count} changes over {comparison.History.Count} runs of this profile and class of machines (test of Pettitt, each part again; at least {comparison.Rules.Investigate:0.#%}).";
    }
}
