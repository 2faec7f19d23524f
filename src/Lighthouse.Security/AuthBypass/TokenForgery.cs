using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Lighthouse.Security.AuthBypass;

/// <summary>Makes tokens that look right and are not.</summary>
internal static partial class TokenForgery
{
    private const string Base64Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly char[] Separators = [':', '.'];

    /// <summary>The token with the character at a place exchanged for another of its kind.</summary>
    public static string ChangedAt(string token, int place)
    {
        while (place > 0 && token[place] == '=')
            place--;
        var old = token[place];
        var changed = old switch
        {
            >= '0' and < '9' or >= 'a' and < 'f' or >= 'A' and < 'F' => (char)(old + 1),
            '9' => '0',
            'f' => 'a',
            'F' => 'A',
            'x' => 'y',
            _ => 'x',
        };
        // The last character of base64 may hold bits that mean nothing; its highest bit always means something.
        if (!SegmentAt(token, place).All(char.IsAsciiHexDigit) && Base64Letters.IndexOf(old, StringComparison.Ordinal) is var index and >= 0)
            changed = Base64Letters[index ^ 32];
        return string.Concat(token.AsSpan(0, place), [changed], token.AsSpan(place + 1));
    }

    private static string SegmentAt(string token, int place)
    {
        var start = token.LastIndexOfAny(Separators, place) + 1;
        var end = token.IndexOfAny(Separators, place);
        return end < start ? token[start..] : token[start..end];
    }

    /// <summary>The token signed again by somebody who knows its form but not the key: an HMAC-SHA256 over all before the last separator; null when it has none.</summary>
    public static string? SignedWithOtherKey(string token, Random random)
    {
        var separator = token.LastIndexOfAny([':', '.']);
        if (separator <= 0 || separator == token.Length - 1)
            return null;
        var key = new byte[32];
        random.NextBytes(key);
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(token[..separator]));
        var old = token[(separator + 1)..];
        var signature = old.All(char.IsAsciiHexDigit)
            ? Convert.ToHexStringLower(hash)
            : Convert.ToBase64String(hash).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return token[..(separator + 1)] + signature;
    }

    /// <summary>The token with its unix time moved; null when it shows none.</summary>
    public static string? WithTimeMoved(string token, long seconds)
    {
        var match = UnixTime().Match(token);
        return match.Success
            ? token[..match.Index] + (long.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture) + seconds).ToString(System.Globalization.CultureInfo.InvariantCulture) + token[(match.Index + match.Length)..]
            : null;
    }

    // Seconds from 2001 to 2286, standing alone between separators.
    [GeneratedRegex(@"(?<=[:.])\d{10}(?=[:.])")]
    private static partial Regex UnixTime();
}
