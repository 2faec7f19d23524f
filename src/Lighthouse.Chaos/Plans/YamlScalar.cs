using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lighthouse.Chaos.Plans;

/// <summary>A value on one line: plain, in quotes, or in the form of JSON.</summary>
internal static partial class YamlScalar
{
    public const int MostDepth = 32;

    // What begins an anchor, an alias, a tag, a block of text or something that is kept for later.
    private const string Refused = "&*!|>%@`?,]}";
    // Some readers take these for yes and no, others for text.
    private static readonly string[] s_ambiguous = ["yes", "no", "on", "off", "y", "n", "true", "false", "null"];
    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    /// <summary>Reads one; null is the value null.</summary>
    /// <exception cref="ChaosException">It is none.</exception>
    public static JsonNode? Read(string text, int line)
    {
        switch (text[0])
        {
            case '"' or '[' or '{':
                return Json(text, line);
            case '\'':
                return Single(text, line);
        }

        if (Refused.Contains(text[0], StringComparison.Ordinal) || text == "-" || text.StartsWith("- ", StringComparison.Ordinal))
            throw new ChaosException($"LHC5311: line {line}: '{text[0]}' begins something that is not read here; put the text in quotes.");
        if (text.Contains(": ", StringComparison.Ordinal) || text.EndsWith(':'))
            throw new ChaosException($"LHC5312: line {line}: a colon in a text needs quotes around the text.");
        return text switch
        {
            "null" or "~" => null,
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            _ when Number().IsMatch(text) => Json(text, line),
            _ when IsAmbiguous(text) => throw new ChaosException($"LHC5315: line {line}: '{text}' means different things to different readers; write true or false, or put the text in quotes."),
            _ => JsonValue.Create(text),
        };
    }

    /// <summary>Whether a text without quotes is read as that very text.</summary>
    public static bool IsPlain(string text) => Plain().IsMatch(text) && !IsAmbiguous(text);

    private static bool IsAmbiguous(string text) => s_ambiguous.Contains(text, StringComparer.OrdinalIgnoreCase);

    /// <summary>A text in single quotes; a quote in it stands twice.</summary>
    public static string Single(string text, int line)
    {
        var inner = text.Length >= 2 && text[^1] == '\'' ? text[1..^1] : "'";
        return inner.Replace("''", "", StringComparison.Ordinal).Contains('\'', StringComparison.Ordinal)
            ? throw new ChaosException($"LHC5313: line {line}: single quotes are not closed, or something follows them.")
            : inner.Replace("''", "'", StringComparison.Ordinal);
    }

    public static JsonNode? Json(string text, int line)
    {
        try
        {
            return JsonNode.Parse(text, nodeOptions: null, s_strict);
        }
        catch (JsonException problem)
        {
            throw new ChaosException($"LHC5314: line {line}: what begins with a double quote, a bracket or a brace is read as JSON: {problem.Message}", problem);
        }
    }

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
