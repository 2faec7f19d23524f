using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Judging;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>How often chance alone could make the decision wrong, for all gates together and for each criterion that compares a bound.</summary>
internal static class ErrorRateSection
{
    public static Element Render(ErrorRates rates) => PageSection.Of(
        "chance", "How often chance makes this wrong", null,
        [
            new Element("ul").With("class", "why").Add(ErrorRateText.Sentences(rates).Select(sentence => new Element("li").Add(sentence))),
            .. rates.Statistical.Count == 0
                ? Array.Empty<Element>()
                : [PageTable.Of("Criteria that compare a confidence bound", ErrorRateText.Heading, rates.Statistical.Select(ErrorRateText.Row))],
        ]);
}
