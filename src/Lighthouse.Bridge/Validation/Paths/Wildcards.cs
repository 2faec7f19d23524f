namespace Lighthouse.Bridge.Validation.Paths;

/// <summary>
/// How wildcards are written inside a normalised path, so that they are not taken for characters: private characters, which an input
/// cannot hold because they are replaced in it.
/// </summary>
public static class Wildcards
{
    /// <summary>Any number of characters of one name: an unquoted <c>*</c>.</summary>
    public const char Run = '\uE000';

    /// <summary>One character of a name: an unquoted <c>?</c> or <c>[...]</c>.</summary>
    public const char One = '\uE001';

    /// <summary>Any number of characters, over several names: <c>**</c>.</summary>
    public const char Deep = '\uE002';

    /// <summary>Whether a character is kept for the bridge's own marks.</summary>
    internal static bool IsMark(char c) => c is >= '\uE000' and <= '\uE01F';

    internal static bool IsWildcard(char c) => c is Run or One or Deep;

    /// <summary>Whether a name of the path begins with a wildcard, so that it could be nearly anything.</summary>
    internal static bool IsVague(string path)
    {
        for (var i = 0; i < path.Length; i++)
            if (IsWildcard(path[i]) && (i == 0 || path[i - 1] == '/')) return true;
        return false;
    }

    /// <summary>A text without any mark in it.</summary>
    internal static string Unmarked(string text) =>
        text.Any(IsMark) ? string.Concat(text.Select(c => IsMark(c) ? '\uFFFD' : c)) : text;

    /// <summary>A file pattern of a tool, its wildcards marked.</summary>
    internal static string OfPattern(string pattern) => Unmarked(pattern)
        .Replace("**", Deep.ToString(), StringComparison.Ordinal).Replace('*', Run).Replace('?', One);
}
