using System.Text.RegularExpressions;
using Spectre.Console;

namespace Lighthouse.Pipeline.Logging;

/// <summary>Colours the words of verdicts and decisions. The words stay: a terminal without colour loses nothing.</summary>
internal static partial class VerdictColours
{
    /// <summary>The text, with its verdicts in their colours.</summary>
    public static Paragraph Of(string text)
    {
        var paragraph = new Paragraph();
        var from = 0;
        foreach (Match word in Verdicts().Matches(text))
        {
            paragraph.Append(text[from..word.Index]);
            paragraph.Append(word.Value, new Style(word.Value switch
            {
                "Passed" or "GO" => Color.Green,
                "Failed" or "NO-GO" => Color.Red,
                _ => Color.Yellow,
            }));
            from = word.Index + word.Length;
        }

        return paragraph.Append(text[from..]);
    }

    [GeneratedRegex(@"(?<![\w-])(Passed|Failed|Inconclusive|NotRun|NO-GO|NO-DECISION|GO)(?![\w-])")]
    private static partial Regex Verdicts();
}
