using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Lighthouse.Security.Scanning.Secrets;

/// <summary>Tells a secret from what only stands where a secret would.</summary>
internal static class SecretShape
{
    private const double RandomBitsPerLetter = 3.9;
    private const double RandomBitsPerHexDigit = 3.0;
    private const int ShortestRandom = 20;

    private static readonly string[] Placeholders =
    [
        "example", "placeholder", "changeme", "change-me", "change_me", "your", "insert", "replace", "dummy", "redacted", "sample", "notreal", "not-real",
        "xxxx", "****", "....", "0000", "1234567", "abcdef", "foobar", "<", ">", "${", "$(", "{{", "{0}", "%(", "#{", "@@",
    ];

    private static readonly string[] HarmlessNames =
    [
        "hash", "digest", "sha", "checksum", "integrity", "fingerprint", "public", "etag", "uuid", "guid", "keytoken", "signature", "design", "assign",
        "author", "monkey", "turkey", "primarykey", "foreignkey", "partition", "row", "keyid", "key_id", "sort", "cursor", "continuation", "csrfheader",
        "path", "file", "url", "uri", "endpoint", "name", "type", "field", "header", "prefix", "label", "title", "pattern", "regex", "policy", "thumbprint",
    ];

    // Words of which names and explanations are made; a secret is what is left without them.
    private static readonly string[] Words =
    [
        "password", "passwd", "secret", "token", "credential", "bearer", "admin", "agent", "user", "test", "client", "server", "session", "access", "refresh",
        "bridge", "store", "service", "value", "default", "none", "null", "true", "false", "wrong", "right", "other", "another", "first", "second", "third",
        "valid", "invalid", "expired", "missing", "empty", "long", "short", "enough", "local", "development", "string", "the", "key", "api", "not", "and",
        "for", "from", "with", "this", "that", "old", "new", "app", "config", "settings", "environment", "variable", "postgres", "guest", "root", "localhost",
    ];

    /// <summary>Whether a value says itself that it is none.</summary>
    public static bool IsPlaceholder(string value) =>
        Array.Exists(Placeholders, word => value.Contains(word, StringComparison.OrdinalIgnoreCase)) || value.Distinct().Count() < 5;

    /// <summary>Whether what has such a name is public.</summary>
    public static bool IsHarmlessName(string name)
    {
        var plain = name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return Array.Exists(HarmlessNames, word => plain.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether a value looks drawn by a machine: long enough, and hardly a letter like another.</summary>
    public static bool IsRandom(string value)
    {
        if (value.Length < ShortestRandom || IsPlaceholder(value))
            return false;
        return value.All(char.IsAsciiHexDigit) ? value.Length >= 32 && BitsPerLetter(value) >= RandomBitsPerHexDigit : IsMixed(value) && BitsPerLetter(value) >= RandomBitsPerLetter;
    }

    /// <summary>Whether a value assigned to the name of a secret is likely one, be it drawn by a machine or thought out by a person.</summary>
    public static bool IsLikelySecret(string value)
    {
        if (IsPlaceholder(value) || IsReference(value))
            return false;
        var rest = WithoutWords(value);
        return IsRandom(value) || (rest.Length >= 7 && rest.Any(char.IsAsciiDigit) && rest.Any(char.IsAsciiLetter) && BitsPerLetter(rest) * rest.Length >= 18);
    }

    /// <summary>Whether a password in a connection string is a real one.</summary>
    public static bool IsPassword(string value) =>
        !IsPlaceholder(value) && !IsReference(value) && WithoutWords(value) is { Length: >= 4 } rest && rest.Any(char.IsAsciiDigit);

    /// <summary>Whether the first part of a token decodes to a header that names an algorithm.</summary>
    public static bool IsTokenHeader(string token)
    {
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, token.IndexOf('.', StringComparison.Ordinal))));
            return header.RootElement.ValueKind == JsonValueKind.Object && header.RootElement.TryGetProperty("alg", out _);
        }
        catch (Exception problem) when (problem is FormatException or JsonException)
        {
            return false;
        }
    }

    /// <summary>Shannon's entropy of a text, in bits per letter.</summary>
    public static double BitsPerLetter(string text)
    {
        Span<int> counts = stackalloc int[256];
        foreach (var letter in text)
            counts[letter & 0xFF]++;
        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
                bits -= (double)count / text.Length * Math.Log2((double)count / text.Length);
        }

        return bits;
    }

    // A path, an address, a name with dots, a format: something that says where the secret is.
    private static bool IsReference(string value) =>
        value.Contains("://", StringComparison.Ordinal) || value.StartsWith('/') || value.StartsWith("./", StringComparison.Ordinal) || value.StartsWith("--", StringComparison.Ordinal)
        || value.StartsWith('$') || value.StartsWith('%') || value.Contains('{', StringComparison.Ordinal) || value.Contains('(', StringComparison.Ordinal) || value.Contains('[', StringComparison.Ordinal)
        || value.Contains("__", StringComparison.Ordinal) || value.StartsWith("LH", StringComparison.Ordinal) || value.Split('.').Length > 2;

    private static bool IsMixed(string value) =>
        (value.Any(char.IsAsciiLetterUpper) && value.Any(char.IsAsciiLetterLower) && value.Any(char.IsAsciiDigit))
        || (value.Count(char.IsAsciiDigit) * 6 >= value.Length && value.Any(char.IsAsciiLetter));

    private static string WithoutWords(string value)
    {
        var rest = new StringBuilder(value.ToLowerInvariant());
        foreach (var word in Words)
            rest.Replace(word, "");
        return rest.Replace("-", "").Replace("_", "").Replace(".", "").Replace(":", "").ToString();
    }
}
