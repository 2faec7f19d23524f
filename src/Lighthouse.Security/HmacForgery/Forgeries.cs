using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Security.HmacForgery;

/// <summary>Makes forgeries of a genuine message.</summary>
internal static class Forgeries
{
    private const int BitsOfAByte = 8;

    /// <summary>The few that are always tried: other values, other keys and algorithms, other lengths and spellings.</summary>
    public static IEnumerable<Forgery> Chosen(SignedMessage message) =>
        OtherValues(message).Concat(MovedBorders(message)).Concat(
            OtherSignatures(message).Where(one => one.Signature != message.Signature).Select(one => new Forgery(one.Group, one.Name, Values(message), one.Signature)));

    /// <summary>The many: each bit of each field and of the signature.</summary>
    public static IEnumerable<Forgery> Bits(SignedMessage message)
    {
        for (var part = 0; part < message.Parts.Count; part++)
        {
            foreach (var (name, value) in Flipped(message.Parts[part].Value))
                yield return new("a bit of a signed field", $"{message.Parts[part].Name}, {name}", With(message, part, value), message.Signature);
        }

        foreach (var (name, value) in Flipped(message.Signature))
            yield return new("a bit of the signature", name, Values(message), value);
    }

    private static IEnumerable<Forgery> OtherValues(SignedMessage message) => message.Parts.SelectMany((part, index) => part.Others.Select(
        (value, number) => new Forgery("another allowed value", $"{part.Name}, other value {number + 1}", With(message, index, value), message.Signature)));

    // What a signature over fields joined without care would not notice.
    private static IEnumerable<Forgery> MovedBorders(SignedMessage message)
    {
        for (var part = 0; part + 1 < message.Parts.Count; part++)
        {
            var (left, right) = (message.Parts[part].Value, message.Parts[part + 1].Value);
            if (left.Length < 2)
                continue;
            var values = Values(message);
            (values[part], values[part + 1]) = (left[..^1], left[^1] + right);
            yield return new("moved border of fields", $"{message.Parts[part].Name} to {message.Parts[part + 1].Name}", values, message.Signature);
        }
    }

    private static IEnumerable<(string Group, string Name, string Signature)> OtherSignatures(SignedMessage message) =>
        Lengths(message.Signature).Concat(Spellings(message.Signature)).Concat(Algorithms(Encoding.UTF8.GetBytes(message.SignedText)))
            .Concat(message.OtherSignatures.Select(other => ("another key", other.Key, other.Value)));

    private static IEnumerable<(string Group, string Name, string Signature)> Lengths(string signature)
    {
        for (var length = 0; length < signature.Length; length++)
            yield return ("truncated signature", $"{length} characters", signature[..length]);
        foreach (var (name, more) in new[] { ("0", "0"), ("00", "00"), ("a space and 0", " 0"), ("itself", signature), ("f, 1,000 times", new string('f', 1000)) })
            yield return ("extended signature", $"by {name}", signature + more);
        yield return ("extended signature", "by 0 before it", "0" + signature);
        yield return ("truncated signature", "first character missing", signature[1..]);
    }

    private static IEnumerable<(string Group, string Name, string Signature)> Spellings(string signature)
    {
        const string Group = "another spelling of the signature";
        var bytes = Convert.FromHexString(signature);
        yield return (Group, "upper case", signature.ToUpperInvariant());
        yield return (Group, "base64", Convert.ToBase64String(bytes));
        yield return (Group, "base64url", Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_'));
        yield return (Group, "percent-encoded", string.Concat(signature.Select(letter => $"%{(int)letter:x2}")));
        yield return (Group, "named", "sha256=" + signature);
        yield return (Group, "with 0x", "0x" + signature);
        yield return (Group, "reversed", string.Concat(signature.Reverse()));
        yield return (Group, "in parts", string.Join(':', signature.Chunk(2).Select(pair => new string(pair))));
        yield return (Group, "zeros", new string('0', signature.Length));
        yield return (Group, "the word none", "none");
        yield return (Group, "the word null", "null");
        yield return (Group, "the word true", "true");
    }

    // Weak algorithms on purpose: they are what a forger would try.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "Forged signatures, not protection.")]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "Forged signatures, not protection.")]
    private static IEnumerable<(string Group, string Name, string Signature)> Algorithms(byte[] text)
    {
        const string Group = "another algorithm or key";
        yield return (Group, "SHA-256 without a key", Hex(SHA256.HashData(text)));
        yield return (Group, "MD5 without a key", Hex(MD5.HashData(text)));
        yield return (Group, "SHA-1 without a key", Hex(SHA1.HashData(text)));
        foreach (var key in new[] { "", "secret", "key", "changeme", "development-secret", "lighthouse" })
        {
            var bytes = Encoding.UTF8.GetBytes(key);
            yield return (Group, $"HMAC-SHA256 with '{key}'", Hex(HMACSHA256.HashData(bytes, text)));
            yield return (Group, $"HMAC-SHA1 with '{key}'", Hex(HMACSHA1.HashData(bytes, text)));
            yield return (Group, $"HMAC-SHA512 with '{key}'", Hex(HMACSHA512.HashData(bytes, text)));
        }

        yield return (Group, "HMAC-SHA256 with zeros", Hex(HMACSHA256.HashData(new byte[32], text)));
        yield return (Group, "HMAC-SHA256 with its own text", Hex(HMACSHA256.HashData(text, text)));
    }

    private static IEnumerable<(string Name, string Value)> Flipped(string value)
    {
        for (var at = 0; at < value.Length; at++)
        {
            for (var bit = 0; bit < BitsOfAByte; bit++)
            {
                var flipped = (char)(value[at] ^ (1 << bit));
                // These would end a header or a body's string instead of being part of it.
                if (flipped is '\r' or '\n' or '\0')
                    continue;
                yield return (string.Create(CultureInfo.InvariantCulture, $"character {at + 1} bit {bit}"), value[..at] + flipped + value[(at + 1)..]);
            }
        }
    }

    private static string[] With(SignedMessage message, int part, string value)
    {
        var values = Values(message);
        values[part] = value;
        return values;
    }

    private static string[] Values(SignedMessage message) => [.. message.Parts.Select(part => part.Value)];

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
