using Lighthouse.Readiness.Decisions;
using Lighthouse.Readiness.Reporting.Tables;

namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>The criteria, a card each.</summary>
internal static class CriteriaSection
{
    public static Element Render(Decision decision) => PageSection.Of(
        "criteria", "The criteria", null,
        PageSection.Lead("A GO needs every one of them."),
        Cards("cards", decision.Criteria.Where(criterion => criterion.Parts.Count == 0)),
        Cards("cards wide", decision.Criteria.Where(criterion => criterion.Parts.Count > 0)));

    private static Element Cards(string style, IEnumerable<DecisionCriterion> criteria) => new Element("ul").With("class", style).Add(criteria.Select(Card));

    private static Element Card(DecisionCriterion criterion)
    {
        var card = new Element("li").With("class", "card").Add(
            new Element("h3").Add(new Element("span").Add(Words(criterion.Name)), Mark.Of(criterion.Holding).Chip()),
            new Element("p").Add(criterion.Reason));
        return criterion.Parts.Count == 0 ? card : card.Add(new Element("ul").Add(criterion.Parts.Select(Part)));
    }

    private static Element Part(CriterionPart part)
    {
        var mark = Mark.Of(part.Holding);
        return new Element("li").Add(
            new Element("span").With("class", mark.Class).Add(mark.Icon()),
            new Element("span").Add(
                new Element("span").Add($"{Words(part.Name)}: {mark.Word}"),
                new Element("span").With("class", "note").Add(PartText.Basis(part))));
    }

    private static string Words(string name) => name.Length == 0 ? name : $"{char.ToUpperInvariant(name[0])}{name[1..].Replace('_', ' ')}";
}
