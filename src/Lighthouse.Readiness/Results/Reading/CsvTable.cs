using System.Globalization;
using System.Text;

namespace Lighthouse.Readiness.Results.Reading;

/// <summary>A CSV text with a header (RFC 4180): quotes, doubled quotes and line breaks inside quotes included.</summary>
internal sealed class CsvTable
{
    private const int MostColumns = 200;
    private readonly string text;
    private readonly int width;
    private readonly Dictionary<string, int> columns = new(StringComparer.Ordinal);

    private CsvTable(string text, string[] header)
    {
        (this.text, width) = (text, header.Length);
        for (var column = 0; column < header.Length; column++)
            columns.TryAdd(header[column].Trim(), column);
    }

    /// <summary>The rows below the header, one by one: a file of samples is long.</summary>
    /// <exception cref="FormatException">A row has another length, or a quote never ends.</exception>
    public IEnumerable<string[]> Rows => Split(text).Skip(1).Select((row, index) => row.Length == width
        ? row
        : throw new FormatException($"row {index + 2} has {row.Length} columns and the header {width}; a tool that writes decimal commas must be told to write points"));

    /// <summary>Reads the header of a text.</summary>
    /// <exception cref="FormatException">It has none.</exception>
    public static CsvTable Read(string text) => Split(text).FirstOrDefault() is { Length: <= MostColumns } header
        ? new CsvTable(text, header)
        : throw new FormatException($"its first line must be a header of at most {MostColumns} columns");

    public bool Has(string column) => columns.ContainsKey(column);

    public IEnumerable<string> Columns => columns.Keys;

    /// <summary>A cell.</summary>
    /// <exception cref="FormatException">There is no such column.</exception>
    public string Text(string[] row, string column) => columns.TryGetValue(column, out var at) ? row[at] : throw new FormatException($"it has no column '{column}'");

    /// <summary>A cell as a number that is not negative.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public double Number(string[] row, string column) => Numbers.Of(Text(row, column), column);

    /// <summary>A cell as a count.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public long Count(string[] row, string column) =>
        long.TryParse(Text(row, column), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw new FormatException($"'{Numbers.Short(Text(row, column))}' in column '{column}' is no count");

    private static IEnumerable<string[]> Split(string text)
    {
        var (row, cell, quoted, any) = (new List<string>(), new StringBuilder(), false, false);
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (quoted)
            {
                if (letter != '"')
                    cell.Append(letter);
                else if (at + 1 < text.Length && text[at + 1] == '"')
                    cell.Append(text[at++]);
                else
                    quoted = false;
            }
            else if (letter == '"')
            {
                (quoted, any) = (true, true);
            }
            else if (letter == ',')
            {
                row.Add(cell.ToString());
                cell.Clear();
                any = true;
            }
            else if (letter is '\n' or '\r')
            {
                if (any || cell.Length > 0)
                    yield return End();
            }
            else
            {
                cell.Append(letter);
            }
        }

        if (quoted)
            throw new FormatException("a quote never ends");
        if (any || cell.Length > 0)
            yield return End();

        string[] End()
        {
            row.Add(cell.ToString());
            string[] done = [.. row];
            row.Clear();
            cell.Clear();
            any = false;
            return done;
        }
    }
}
