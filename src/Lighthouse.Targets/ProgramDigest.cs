using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Targets;

/// <summary>Names a build by what is in it.</summary>
public static class ProgramDigest
{
    /// <summary>SHA-256 over the names and contents of a folder's files (its subfolders too), or over the content of one file; lower-case hex.</summary>
    public static string Of(string folder)
    {
        if (File.Exists(folder))
        {
            using var single = File.OpenRead(folder);
            return Convert.ToHexStringLower(SHA256.HashData(single));
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            digest.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, file) + "\n"));
            using var content = File.OpenRead(file);
            digest.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
