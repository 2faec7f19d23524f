using System.Text;

namespace Lighthouse.Readiness.Reporting;

/// <summary>An element of a page or of an XML file. Its texts and attribute values are escaped when it is rendered; there is no way around.</summary>
/// <param name="name">Its name.</param>
/// <param name="isVoid">Whether it has no end tag and no content, as <c>meta</c> in HTML.</param>
internal sealed class Element(string name, bool isVoid = false)
{
    private readonly List<(string Name, string Value)> attributes = [];
    private readonly List<object> children = [];

    /// <summary>Adds an attribute; nothing for null.</summary>
    public Element With(string attribute, string? value)
    {
        if (value is not null)
            attributes.Add((attribute, value));
        return this;
    }

    /// <summary>Adds text; nothing for null.</summary>
    public Element Add(string? text)
    {
        if (text is not null)
            children.Add(text);
        return this;
    }

    /// <summary>Adds elements.</summary>
    public Element Add(params IEnumerable<Element> elements)
    {
        children.AddRange(elements);
        return this;
    }

    /// <summary>The element as text, one line an element that holds others.</summary>
    /// <param name="escape">Makes text harmless for the kind of file.</param>
    public string Render(Func<string, string> escape)
    {
        var text = new StringBuilder();
        Render(text, escape, 0);
        return text.ToString();
    }

    private void Render(StringBuilder text, Func<string, string> escape, int depth)
    {
        text.Append(' ', depth * 2).Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
            text.Append(' ').Append(attribute).Append("=\"").Append(escape(value)).Append('"');
        text.Append('>');
        if (isVoid)
        {
            text.Append('\n');
            return;
        }

        RenderContent(text, escape, depth);
        text.Append("</").Append(name).Append(">\n");
    }

    private void RenderContent(StringBuilder text, Func<string, string> escape, int depth)
    {
        var nested = children.Any(child => child is Element);
        if (nested)
            text.Append('\n');
        foreach (var child in children)
        {
            if (child is Element element)
                element.Render(text, escape, depth + 1);
            else
                text.Append(escape((string)child)).Append(nested ? "\n" : "");
        }

        if (nested)
            text.Append(' ', depth * 2);
    }
}
