using System.Text;

namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>
/// Names and paths as the kernel sees them, bytes, in strings of one character a byte. Such strings compare, sort and hash like the bytes, and any
/// byte survives; for people they are shown as UTF-8.
/// </summary>
internal static class RawName
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Of(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The raw form of a text.</summary>
    public static string OfText(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    public static byte[] Bytes(string raw) => Encoding.Latin1.GetBytes(raw);

    /// <summary>The bytes and a NUL, for the C library.</summary>
    public static byte[] Terminated(string raw)
    {
        var bytes = new byte[raw.Length + 1];
        Encoding.Latin1.GetBytes(raw, bytes);
        return bytes;
    }

    /// <summary>The text for people; what is not UTF-8 becomes replacement characters.</summary>
    public static string Text(string raw) => Encoding.UTF8.GetString(Bytes(raw));

    public static bool IsUtf8(string raw)
    {
        try
        {
            _ = Strict.GetCharCount(Bytes(raw));
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>The path of a name in a directory; the root's own path is empty.</summary>
    public static string Join(string directory, string name) => directory.Length == 0 ? name : $"{directory}/{name}";

    /// <summary>Splits off the last name.</summary>
    public static (string Directory, string Name) Split(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? ("", path) : (path[..slash], path[(slash + 1)..]);
    }
}
