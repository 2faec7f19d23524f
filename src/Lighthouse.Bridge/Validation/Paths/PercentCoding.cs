using System.Globalization;
using System.Text;

namespace Lighthouse.Bridge.Validation.Paths;

/// <summary>Takes percent-encoding off, however often it was put on.</summary>
internal static class PercentCoding
{
    /// <summary>The text without any encoded byte left; the very same string when there was none.</summary>
    public static string Decode(string text)
    {
        // Each round makes the text shorter, so this ends.
        while (text.Contains('%', StringComparison.Ordinal))
        {
            var decoded = Once(text);
            if (decoded.Length == text.Length) return text;
            text = decoded;
        }

        return text;
    }

    private static string Once(string text)
    {
        var decoded = new StringBuilder(text.Length);
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length
                && byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                i += 2;
                continue;
            }

            Flush();
            decoded.Append(text[i]);
        }

        Flush();
        return decoded.ToString();

        void Flush()
        {
            if (bytes.Count > 0) decoded.Append(Wildcards.Unmarked(Encoding.UTF8.GetString([.. bytes])));
            bytes.Clear();
        }
    }
}
