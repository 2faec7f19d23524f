using System.Globalization;
using System.Text;

namespace Lighthouse.Readiness.Reporting.Tables;

/// <summary>Text by the columns that it takes on a console.</summary>
internal static class DisplayText
{
    /// <summary>How many columns the text takes: two for East Asian wide characters and emoji, none for combining marks.</summary>
    public static int Width(string text) => text.EnumerateRunes().Sum(Width);

    /// <summary>The text and blanks to its right, up to a width.</summary>
    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    /// <summary>Breaks a text at blanks into lines of at most so many columns; a longer word is cut.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Cut(word, width)))
        {
            if (line.Length > 0 && Width(line) + 1 + Width(word) > width)
            {
                lines.Add(line);
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        lines.Add(line);
        return lines;
    }

    private static IEnumerable<string> Cut(string word, int width)
    {
        var piece = new StringBuilder();
        var taken = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            if (taken + Width(rune) > width && piece.Length > 0)
            {
                yield return piece.ToString();
                piece.Clear();
                taken = 0;
            }

            piece.Append(rune.ToString());
            taken += Width(rune);
        }

        yield return piece.ToString();
    }

    private static int Width(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        ? 0
        : IsWide(rune.Value) ? 2 : 1;

    private static bool IsWide(int value) => value
        is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
