using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lighthouse.Readiness.Reporting;

/// <summary>Makes text from outside (test names, exception texts, child output) harmless for the place where it is printed.</summary>
public static partial class Untrusted
{
    /// <summary>
    /// For a console or a CI log: no control characters, no escape sequences, one line, no <c>##vso[</c>, <c>##[</c> or <c>::command::</c>.
    /// What could not be seen (controls, bidi overrides, zero-width characters) is written out, such as <c>\u202E</c>.
    /// </summary>
    public static string ForConsole(string text) => WithoutCommands(Visible(text, keepLines: false));

    /// <summary>For HTML text and attribute values.</summary>
    public static string ForHtml(string text) => Escape(WithoutCommands(Visible(text, keepLines: true)), HtmlEscape);

    /// <summary>For a Markdown table cell or paragraph: one line, every mark-up character escaped.</summary>
    public static string ForMarkdown(string text)
    {
        var oneLine = WithoutCommands(Visible(text.ReplaceLineEndings(" ").Replace('\t', ' '), keepLines: false)).Trim(' ');
        // Else GitHub makes a link of a bare address.
        var escaped = Escape(oneLine, MarkdownEscape)
            .Replace("://", "\\://", StringComparison.Ordinal)
            .Replace("www.", "www\\.", StringComparison.OrdinalIgnoreCase);
        return BlockMark().Replace(escaped, @"$1\$2");
    }

    /// <summary>For XML text and attribute values: characters that XML 1.0 forbids are replaced.</summary>
    public static string ForXml(string text) => Escape(WithoutCommands(Visible(text, keepLines: true)), XmlEscape);

    /// <summary>For the message of a GitHub workflow command: what is safe on a console, with its own escapes on top.</summary>
    public static string ForGitHubMessage(string text) => ForConsole(text).Replace("%", "%25", StringComparison.Ordinal);

    /// <summary>For a property of a GitHub workflow command, which a colon or a comma would end.</summary>
    public static string ForGitHubProperty(string text) =>
        ForGitHubMessage(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    /// <summary>For the message of an Azure logging command.</summary>
    public static string ForAzureMessage(string text) => ForConsole(text).Replace("%", "%AZP25", StringComparison.Ordinal);

    /// <summary>For a property of an Azure logging command, which a semicolon or a bracket would end.</summary>
    public static string ForAzureProperty(string text) =>
        ForAzureMessage(text).Replace(";", "%3B", StringComparison.Ordinal).Replace("]", "%5D", StringComparison.Ordinal);

    // Replaced and never removed: taking a character out could join its neighbours to a command.
    private static string Visible(string text, bool keepLines)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (keepLines && rune.Value is '\n' or '\t' || !IsHidden(rune))
                safe.Append(rune.ToString());
            else
                safe.Append(Written(rune));
        }

        return safe.ToString();
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (rune.Value & 0xFFFE) == 0xFFFE;

    private static string Written(Rune rune) => rune.Value switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        <= 0xFFFF => $@"\u{rune.Value:X4}",
        _ => $@"\U{rune.Value:X8}",
    };

    private static string WithoutCommands(string text) => WorkflowCommand().Replace(LoggingCommand().Replace(text, "# "), ": :");

    private static string Escape(string text, Func<char, string?> escape)
    {
        var safe = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (escape(character) is { } replacement)
                safe.Append(replacement);
            else
                safe.Append(character);
        }

        return safe.ToString();
    }

    private static string? HtmlEscape(char character) => character switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '`' => "&#96;",
        _ => null,
    };

    private static string? XmlEscape(char character) => character switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&apos;",
        // A parser would fold them to blanks in an attribute.
        '\n' => "&#10;",
        '\t' => "&#9;",
        _ => null,
    };

    private static string? MarkdownEscape(char character) => character switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '@' => "&#64;",
        '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '~' or '!' or '$' => $@"\{character}",
        _ => null,
    };

    [GeneratedRegex(@"#(?=#(vso)?\[)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LoggingCommand();

    // Also inside a line: a report may wrap it to the start of the next one.
    [GeneratedRegex(@"(?<!\S)::")]
    private static partial Regex WorkflowCommand();

    [GeneratedRegex(@"^([0-9]*)([-+#.)])")]
    private static partial Regex BlockMark();
}
