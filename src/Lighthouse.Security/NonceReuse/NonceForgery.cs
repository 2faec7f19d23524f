using System.Globalization;

namespace Lighthouse.Security.NonceReuse;

/// <summary>Makes nonces that were never issued for a request.</summary>
internal static class NonceForgery
{
    /// <summary>What each forged nonce is, and its value; null is a request without one.</summary>
    public static IEnumerable<(string Name, string? Value)> Of(string nonce, Random random)
    {
        yield return ("missing nonce", null);
        yield return ("empty nonce", "");
        yield return ("guessed nonce of the same form", Guessed(nonce, random));
        yield return ("nonce of zeros", new string('0', Math.Max(1, nonce.Length)));
        yield return ("the word null", "null");
        if (nonce.Length == 0)
            yield break;
        yield return ("last character changed", nonce[..^1] + Other(nonce[^1]));
        yield return ("first character changed", Other(nonce[0]) + nonce[1..]);
        yield return ("last character cut off", nonce[..^1]);
        yield return ("one character more", nonce + "0");
    }

    private static string Guessed(string nonce, Random random)
    {
        var guess = string.Concat(nonce.Select(character => char.IsAsciiHexDigit(character)
            ? random.Next(16).ToString("x", CultureInfo.InvariantCulture)
            : character.ToString()));
        return guess == nonce || guess.Length == 0 ? guess + "1" : guess;
    }

    private static string Other(char character) => character == '0' ? "1" : "0";
}
