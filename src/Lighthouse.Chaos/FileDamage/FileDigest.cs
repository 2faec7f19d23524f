using System.Security.Cryptography;

namespace Lighthouse.Chaos.FileDamage;

/// <summary>Digests of files, each read through a fresh handle.</summary>
internal static class FileDigest
{
    /// <summary>SHA-256 in lower-case hexadecimal; null when there is no such file.</summary>
    public static string? Of(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Convert.ToHexStringLower(SHA256.HashData(file));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
