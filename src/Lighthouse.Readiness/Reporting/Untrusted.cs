namespace Lighthouse.Readiness.Reporting;

/// <summary>Makes text from outside (test names, exception texts, child output) harmless for the place where it is printed.</summary>
public static class Untrusted
{
    /// <summary>For a console or a CI log: no control characters, no escape sequences, one line, no <c>##vso[</c>, <c>##[</c> or <c>::command::</c>.</summary>
    public static string ForConsole(string text) => throw new NotSupportedException();

    /// <summary>For HTML text and attribute values.</summary>
    public static string ForHtml(string text) => throw new NotSupportedException();

    /// <summary>For a Markdown table cell or paragraph.</summary>
    public static string ForMarkdown(string text) => throw new NotSupportedException();

    /// <summary>For XML text and attribute values: characters that XML 1.0 forbids are replaced.</summary>
    public static string ForXml(string text) => throw new NotSupportedException();
}
