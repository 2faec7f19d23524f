using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Readiness.Results.Reading;

/// <summary>The bytes of a result: of a regular file, bounded, with their digest.</summary>
/// <param name="Name">The file as it was given.</param>
/// <param name="Bytes">Its content.</param>
/// <param name="WrittenAt">When it was last written.</param>
internal sealed record ResultFile(string Name, byte[] Bytes, DateTimeOffset WrittenAt)
{
    /// <summary>Most bytes of a result: some million samples.</summary>
    public const long Largest = 128L << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>The content as text, without a byte order mark.</summary>
    /// <exception cref="FormatException">It is no UTF-8.</exception>
    public string Text()
    {
        try
        {
            return Strict.GetString(Bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Bytes.AsSpan(Encoding.UTF8.Preamble.Length) : Bytes);
        }
        catch (DecoderFallbackException problem)
        {
            throw new FormatException("it is no UTF-8", problem);
        }
    }

    /// <summary>Reads a file below a folder.</summary>
    /// <exception cref="ResultException">It is missing, no regular file, empty, too large, or lies elsewhere.</exception>
    public static ResultFile Read(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        if (!path.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ResultException(ResultException.NotAFile, $"'{name}' does not lie in the folder of results.");
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new ResultException(ResultException.Missing, $"'{name}' is missing in the folder of results; did the tool run, and does it write there?");
            if (ThroughLink(folder, file) || file.Length is 0 or > Largest)
                throw new ResultException(ResultException.NotAFile, $"'{name}' is a link, empty, or larger than {Largest >> 20} MB; a result is a regular file.");
            return new ResultFile(name, File.ReadAllBytes(path), file.LastWriteTimeUtc);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ResultException(ResultException.NotAFile, $"'{name}' cannot be read: {refused.Message}", refused);
        }
    }

    private static bool ThroughLink(string folder, FileInfo file)
    {
        if (file.LinkTarget is not null)
            return true;
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        for (var parent = file.Directory; parent is not null && parent.FullName.Length > root.Length; parent = parent.Parent)
        {
            if (parent.LinkTarget is not null)
                return true;
        }

        return false;
    }
}
