using System.Globalization;

namespace Lighthouse.Security.SessionHijacking;

/// <summary>Makes tokens out of two genuine ones.</summary>
internal static class TokenMixing
{
    /// <summary>The tokens by how they were made; some may equal a genuine one.</summary>
    public static IEnumerable<(string Name, string Token)> Of(string one, string other)
    {
        var separator = one.Contains(':', StringComparison.Ordinal) ? ':' : '.';
        var (own, foreign) = (one.Split(separator), other.Split(separator));
        for (var part = 0; part < Math.Min(own.Length, foreign.Length); part++)
            yield return ($"part {part + 1} of {own.Length} taken from another token", string.Join(separator, own.Select((text, index) => index == part ? foreign[part] : text)));
        if (own.Length < 2)
            yield break;
        foreach (var step in new[] { 1, -1 })
            yield return ($"the first part {(step > 0 ? "one up" : "one down")}", string.Join(separator, own.Skip(1).Prepend(Neighbour(own[0], step))));
        yield return ("the first part of zeros", string.Join(separator, own.Skip(1).Prepend(new string('0', own[0].Length))));
        yield return ("the parts twice", string.Join(separator, own.Concat(own)));
        yield return ("another token behind", $"{one}{separator}{other}");
    }

    private static string Neighbour(string text, int step)
    {
        var last = text.Length > 0 && byte.TryParse(text[^1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var digit) ? digit : (byte)0;
        return (text.Length > 0 ? text[..^1] : "") + ((last + step + 16) % 16).ToString("x", CultureInfo.InvariantCulture);
    }
}
