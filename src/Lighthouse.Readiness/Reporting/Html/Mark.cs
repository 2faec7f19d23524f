using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>How good and bad are shown: a style class, a shape and a word, so that nobody needs the colour.</summary>
/// <param name="Class">The style class.</param>
/// <param name="Word">The word.</param>
internal readonly record struct Mark(string Class, string Word)
{
    private const string Good = "good";
    private const string Bad = "bad";
    private const string Open = "open";
    private const string Nothing = "none";

    public static Mark Of(Verdict verdict) => new(
        verdict switch { Verdict.Passed => Good, Verdict.Failed => Bad, Verdict.Inconclusive => Open, _ => Nothing }, verdict.ToString());

    public static Mark Of(Outcome outcome) => new(outcome switch { Outcome.Go => Good, Outcome.NoGo => Bad, _ => Open }, outcome.Text());

    public static Mark Of(Holding holding) => holding switch
    {
        Holding.Yes => new(Good, "holds"),
        Holding.No => new(Bad, "does not hold"),
        _ => new(Nothing, "not evaluated"),
    };

    public static Mark OfDay(bool holds) => Of(holds ? Holding.Yes : Holding.No);

    /// <summary>The shape: a tick, a cross, a question mark, a dash. For the eye only; the word stands beside it.</summary>
    public Element Icon() => Svg.Of("svg").With("class", "icon").With("viewBox", "0 0 24 24").With("aria-hidden", "true").Add(Svg.Of("path").With("d", Class switch
    {
        Good => "M4 12.5l5.5 5.5L20 7",
        Bad => "M6 6l12 12M18 6L6 18",
        Open => "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18.5v.1",
        _ => "M6 12h12",
    }));

    /// <summary>Shape and word in a frame.</summary>
    public Element Chip() => new Element("span").With("class", $"chip {Class}").Add(Icon(), new Element("span").Add(Word));
}
