using System.Text;

namespace Lighthouse.Readiness.Reporting.Markdown;

/// <summary>A Markdown file. Every text is made harmless when it is added.</summary>
internal sealed class MarkdownText
{
    private readonly StringBuilder text = new();

    public MarkdownText Heading(int level, string heading) => Block($"{new string('#', level)} {Untrusted.ForMarkdown(heading)}");

    public MarkdownText Paragraph(string paragraph) => Block(Untrusted.ForMarkdown(paragraph));

    /// <summary>A list; nothing at all when it is empty.</summary>
    public MarkdownText List(IEnumerable<string> items)
    {
        var list = items.Select(item => $"- {Untrusted.ForMarkdown(item)}").ToList();
        return list.Count == 0 ? this : Block(string.Join('\n', list));
    }

    /// <summary>A table; nothing at all when it has no row.</summary>
    public MarkdownText Table(IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows)
    {
        var lines = rows.Select(Row).ToList();
        return lines.Count == 0 ? this : Block(string.Join('\n', [Row(heading), Row([.. heading.Select(_ => "---")], escape: false), .. lines]));
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private static string Row(IReadOnlyList<string> cells) => Row(cells, escape: true);

    private static string Row(IReadOnlyList<string> cells, bool escape) =>
        $"| {string.Join(" | ", cells.Select(cell => escape ? Untrusted.ForMarkdown(cell) : cell))} |";

    private MarkdownText Block(string block)
    {
        text.Append(text.Length == 0 ? "" : "\n").Append(block).Append('\n');
        return this;
    }
}
