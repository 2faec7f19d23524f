namespace Lighthouse.Readiness.Reporting.Html;

/// <summary>A section of the page: a landmark with its heading.</summary>
internal static class PageSection
{
    /// <summary>A section.</summary>
    /// <param name="anchor">Where a link to it leads.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="mark">How it stands; null for what has no verdict.</param>
    /// <param name="content">What is in it.</param>
    public static Element Of(string anchor, string title, Mark? mark, params IEnumerable<Element> content) => new Element("section").With("aria-labelledby", anchor).Add(
    [
        new Element("div").With("class", "head").Add(
        [
            new Element("h2").With("id", anchor).Add(title),
            .. mark is { } shown ? [shown.Chip()] : Array.Empty<Element>(),
        ]),
        .. content,
    ]);

    public static Element Lead(string text) => new Element("p").With("class", "lead").Add(text);

    public static Element Note(string text) => new Element("p").With("class", "note").Add(text);

    /// <summary>Names and what they stand for.</summary>
    public static Element Facts(IEnumerable<(string Name, string Value)> facts) => new Element("dl").With("class", "facts")
        .Add(facts.SelectMany(fact => new[] { new Element("dt").Add(fact.Name), new Element("dd").Add(fact.Value) }));
}
