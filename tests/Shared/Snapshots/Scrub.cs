using System.Text.RegularExpressions;

namespace Lighthouse.Testing;

/// <summary>Takes out of a snapshot what differs in every run.</summary>
public static partial class Scrub
{
    /// <summary>ISO 8601 dates and times become <c>{date}</c>.</summary>
    public static string Dates(string text) => Date().Replace(text, "{date}");

    /// <summary>GUIDs, and hex of 32 digits and more, become <c>{digest}</c>.</summary>
    public static string Digests(string text) => Digest().Replace(text, "{digest}");

    /// <summary>A folder becomes <c>{path}</c>, and the backslashes after it slashes.</summary>
    public static Func<string, string> Path(string folder) => text =>
        Regex.Replace(text, $@"{Regex.Escape(folder)}(?<rest>[\w./\\-]*)", match => "{path}" + match.Groups["rest"].Value.Replace('\\', '/'));

    /// <summary>The number after a label becomes <c>{number}</c>: <c>took 12.5</c> after <c>took</c>.</summary>
    public static Func<string, string> NumberAfter(string label) => text =>
        Regex.Replace(text, $@"(?<={Regex.Escape(label)}[\s:=""]*)-?[0-9][0-9,.]*(?<![,.])", "{number}");

    [GeneratedRegex(@"\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?\b")]
    private static partial Regex Date();

    [GeneratedRegex(@"\b(?:[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[0-9a-fA-F]{32,})\b")]
    private static partial Regex Digest();
}
