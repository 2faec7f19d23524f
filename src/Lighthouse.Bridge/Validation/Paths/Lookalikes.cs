using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Lighthouse.Bridge.Validation.Paths;

/// <summary>Folds characters that look like others, or like nothing, to what they look like.</summary>
internal static class Lookalikes
{
    private static readonly FrozenDictionary<int, string> Folded = Table();

    /// <summary>The folded text; the very same string when there was nothing to fold.</summary>
    public static string Fold(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var folded = new StringBuilder(text.Length);
        var isChanged = false;
        foreach (var rune in text.EnumerateRunes())
        {
            var image = Fold(rune);
            isChanged |= image is not null;
            folded.Append(image ?? rune.ToString());
        }

        return isChanged ? folded.ToString() : text;
    }

    /// <summary>What a character looks like; null when it is itself.</summary>
    private static string? Fold(Rune rune)
    {
        var code = rune.Value;
        if (code is >= ' ' and <= '~' || (rune.IsBmp && Wildcards.IsMark((char)code))) return null;
        if (Folded.TryGetValue(code, out var image)) return image;
        if (code is >= 0xFF01 and <= 0xFF5E) return ((char)(code - 0xFF01 + '!')).ToString();
        if (code is >= 0x1D400 and <= 0x1D6A3) return Letter((code - 0x1D400) % 52);
        if (code is >= 0x1D7CE and <= 0x1D7FF) return ((char)('0' + ((code - 0x1D7CE) % 10))).ToString();
        if (code is >= 0x24B6 and <= 0x24E9) return Letter((code - 0x24B6) % 52);
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => "",
            UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
            UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => "\uFFFD",
            _ => null,
        };
    }

    private static string Letter(int index) => ((char)(index < 26 ? 'A' + index : 'a' + index - 26)).ToString();

    private static FrozenDictionary<int, string> Table()
    {
        var table = new Dictionary<int, string>();
        Add("аɑα", "a");
        Add("ЬвΒВ", "b");
        Add("сϲС", "c");
        Add("ԁ", "d");
        Add("еєεЕΕ", "e");
        Add("ɡց", "g");
        Add("һнНΗ", "h");
        Add("іιıІΙӏ", "i");
        Add("јЈ", "j");
        Add("кκКΚ", "k");
        Add("ⅼ", "l");
        Add("мМΜ", "m");
        Add("ոη", "n");
        Add("оοօОΟσ", "o");
        Add("рρРΡ", "p");
        Add("ԛ", "q");
        Add("г", "r");
        Add("ѕſЅ", "s");
        Add("тτТΤ", "t");
        Add("υս", "u");
        Add("νѵⅴ", "v");
        Add("ԝω", "w");
        Add("хχХΧ", "x");
        Add("уүУΥ", "y");
        Add("ᴢ", "z");
        Add("∕⁄⧸╱", "/");
        Add("․。｡", ".");
        Add("‐‑‒–—―−", "-");
        Add("＿‗", "_");
        Add("˜∼", "~");
        Add("‘’ʼ", "'");
        Add("“”", "\"");
        Add("⧵∖", "\\");
        table[0x2025] = "..";
        table[0x2026] = "...";
        table[0x212A] = "k";
        table[0xFB00] = "ff";
        table[0xFB01] = "fi";
        table[0xFB02] = "fl";
        table[0xFB06] = "st";
        return table.ToFrozenDictionary();

        void Add(string alike, string image)
        {
            foreach (var rune in alike.EnumerateRunes()) table[rune.Value] = image;
        }
    }
}
