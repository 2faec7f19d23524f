using System.Text;

namespace Lighthouse.Readiness.Reporting.Tables;

/// <summary>Text for a console, at most <see cref="Columns"/> columns wide. Every text is made harmless when it is added.</summary>
internal sealed class TextTable
{
    /// <summary>The width of every line, at most.</summary>
    public const int Columns = 100;

    private const int Indent = 2;
    private const int Gap = 2;
    private readonly StringBuilder text = new();

    /// <summary>A line with one text at the left and one at the right end.</summary>
    public TextTable Heading(string left, string right)
    {
        var (before, after) = (Untrusted.ForConsole(left), Untrusted.ForConsole(right));
        var room = Columns - DisplayText.Width(before) - DisplayText.Width(after);
        return room >= Gap ? Line(before + new string(' ', room) + after) : Paragraph(left, 0).Paragraph(right, Indent);
    }

    /// <summary>Text, wrapped.</summary>
    /// <param name="paragraph">The text.</param>
    /// <param name="indent">Blanks before its first line; two more before the others.</param>
    public TextTable Paragraph(string paragraph, int indent)
    {
        var hang = new string(' ', indent + Indent);
        var first = true;
        foreach (var line in DisplayText.Wrap(Untrusted.ForConsole(paragraph), Columns - hang.Length))
        {
            Line((first ? hang[Indent..] : hang) + line);
            first = false;
        }

        return this;
    }

    /// <summary>Rows below a heading row. Columns take what they need; the second one gives way when there is too little room.</summary>
    public TextTable Rows(IReadOnlyList<string> heading, IEnumerable<IReadOnlyList<string>> rows)
    {
        var cells = rows.Prepend(heading).Select(row => row.Select(Untrusted.ForConsole).ToList()).ToList();
        var widths = Widths(cells, heading.Count);
        foreach (var row in cells)
        {
            var wrapped = row.Select((cell, column) => DisplayText.Wrap(cell, widths[column])).ToList();
            for (var line = 0; line < wrapped.Max(cell => cell.Count); line++)
                Line(new string(' ', Indent) + string.Join(new string(' ', Gap), wrapped.Select((cell, column) => DisplayText.Pad(line < cell.Count ? cell[line] : "", widths[column]))));
        }

        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    private static int[] Widths(List<List<string>> cells, int columns)
    {
        const int Cap = 32;
        var widths = Enumerable.Range(0, columns).Select(column => cells.Max(row => DisplayText.Width(row[column]))).ToArray();
        for (var column = 0; column < columns; column++)
            widths[column] = column == 1 ? widths[column] : Math.Min(widths[column], Cap);
        var room = Columns - Indent - Gap * (columns - 1) - widths.Where((_, column) => column != 1).Sum();
        widths[1] = Math.Clamp(widths[1], 1, Math.Max(room, 10));
        return widths;
    }

    private TextTable Line(string line)
    {
        text.Append(line.TrimEnd(' ')).Append('\n');
        return this;
    }
}
