using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Json;

namespace Lighthouse.Bridge.Diagnostics;

/// <summary>
/// A JSON object a line. Nothing that is logged can end the line or steer a terminal: JSON escapes the ASCII controls, and what it leaves of
/// DEL, C1 controls, line separators and direction marks is escaped here.
/// </summary>
internal sealed class LineFormatter : ITextFormatter
{
    private static readonly JsonFormatter Json = new(renderMessage: true);

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(new StringBuilder(256), CultureInfo.InvariantCulture);
        Json.Format(logEvent, line);
        output.WriteLine(Safe(line.ToString().TrimEnd('\r', '\n')));
    }

    /// <summary>The text without characters that act on a line or a terminal; inside JSON strings the escapes mean the same.</summary>
    public static string Safe(string text)
    {
        if (!text.Any(Acts)) return text;
        var safe = new StringBuilder(text.Length + 32);
        foreach (var character in text)
        {
            if (Acts(character)) safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else safe.Append(character);
        }

        return safe.ToString();
    }

    private static bool Acts(char character) =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
