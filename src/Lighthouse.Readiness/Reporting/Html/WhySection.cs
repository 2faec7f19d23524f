using Lighthouse.Readiness.Decisions;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>Why it was decided so, in sentences. The first sentence is the scope, which stands at the top already.</summary>
internal static class WhySection
{
    public static Element Render(Decision decision) => PageSection.Of(
        "why", "Why", null,
        new Element("ul").With("class", "why").Add(decision.Rationale.Skip(1).DefaultIfEmpty("Nothing was measured.").Select(sentence => new Element("li").Add(sentence))));
}
