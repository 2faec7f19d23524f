using System.Globalization;
using System.Text;

namespace Lighthouse.Bridge.Validation.Shell;

/// <summary>Reads what is between <c>$'</c> and <c>'</c>: characters that are given by their codes.</summary>
internal static class AnsiQuotes
{
    private const string Letters = "abefnrtv";
    private const string Meanings = "\a\b\u001b\f\n\r\t\v";

    public static void Read(ShellParser text, WordBuilder word, ShellState state)
    {
        word.Start();
        while (!text.AtEnd)
        {
            var c = text.Take();
            if (c == '\'') return;
            if (c != '\\') word.Literal(c);
            else word.Literal(Escaped(text));
        }

        state.Doubts.Add("an unfinished quotation");
    }

    private static string Escaped(ShellParser text)
    {
        var c = text.Take();
        if (Letters.IndexOf(c) is >= 0 and var letter) return Meanings[letter].ToString();
        return c switch
        {
            'x' => Character(text, "", 2, 16),
            'u' => Character(text, "", 4, 16),
            'U' => Character(text, "", 8, 16),
            >= '0' and <= '7' => Character(text, c.ToString(), 3, 8),
            'E' => "\u001b",
            '\\' or '\'' or '"' or '?' => c.ToString(),
            _ => "\\" + c,
        };
    }

    private static string Character(ShellParser text, string digits, int most, int radix)
    {
        var taken = new StringBuilder(digits);
        while (taken.Length < most && (radix == 16 ? char.IsAsciiHexDigit(text.Current) : text.Current is >= '0' and <= '7')) taken.Append(text.Take());
        if (taken.Length == 0) return "";
        var code = radix == 16
            ? uint.Parse(taken.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : Convert.ToUInt32(taken.ToString(), 8);
        return Rune.IsValid(code) ? new Rune(code).ToString() : "\uFFFD";
    }
}
