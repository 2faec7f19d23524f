using System.Globalization;
using System.Text;

namespace Lighthouse.Readiness.Runbooks;

/// <summary>Text of a runbook file as a message may show it.</summary>
internal static class Shown
{
    private const int Longest = 60;

    /// <summary>At most 60 characters.</summary>
    internal static string Short(string text)
    {
        if (text.Length <= Longest)
            return text;
        var end = char.IsHighSurrogate(text[Longest - 2]) ? Longest - 2 : Longest - 1;
        return text[..end] + "…";
    }

    /// <summary>One line without control and direction characters, and without the marks that a build log obeys.</summary>
    internal static string Harmless(string text)
    {
        var harmless = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            harmless.Append(IsPlain(rune) ? rune.ToString() : "�");
        return harmless.Replace("##", "# #").ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
