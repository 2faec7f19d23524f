using System.Security.Cryptography;
using Lighthouse.Readiness.Reporting;

namespace Lighthouse.Readiness.Attestations;

/// <summary>The files of a bundle, read from a folder that nobody vouches for.</summary>
internal sealed class BundleFiles
{
    private const int MostFiles = 10_000;
    private const long MostBytes = 8L * 1024 * 1024 * 1024;
    private readonly string folder;

    private BundleFiles(string folder, IReadOnlyList<string> names) => (this.folder, Names) = (folder, names);

    /// <summary>Every file, relative, with forward slashes, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Looks at a folder without following anything out of it.</summary>
    /// <exception cref="AttestationException">It holds what no bundle may hold, or cannot be read.</exception>
    public static BundleFiles Of(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
                throw Refused($"there is no folder '{folder}'");
            var names = new List<string>();
            var bytes = 0L;
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false }))
            {
                var name = Path.GetRelativePath(folder, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
                if (entry.LinkTarget is not null)
                    throw Refused($"'{Untrusted.ForConsole(name)}' is a link; a bundle holds files and folders only");
                if (entry is not FileInfo file)
                    continue;
                // Pipes, sockets and devices have no length, and to open one could wait for ever.
                if (file.Length == 0)
                    throw Refused($"'{Untrusted.ForConsole(name)}' is empty, or no regular file");
                names.Add(name);
                bytes += file.Length;
                if (names.Count > MostFiles || bytes > MostBytes)
                    throw Refused($"it holds more than {MostFiles:#,##0} files or {MostBytes:#,##0} bytes");
            }

            return new BundleFiles(folder, [.. names.Order(StringComparer.Ordinal)]);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new AttestationException(AttestationException.NotABundle, $"bundle '{folder}' cannot be read: {problem.Message}", problem);
        }

        AttestationException Refused(string why) => new(AttestationException.NotABundle, $"'{folder}' is no bundle: {why}.");
    }

    /// <summary>Reads a small file.</summary>
    /// <exception cref="AttestationException">It is missing or too large.</exception>
    public byte[] Read(string name)
    {
        if (!Names.Contains(name))
            throw new AttestationException(AttestationException.OtherFile, $"'{name}' is missing in '{folder}'.");
        return Guard(name, path => new FileInfo(path).Length <= DsseEnvelope.LargestBytes
            ? File.ReadAllBytes(path)
            : throw new AttestationException(AttestationException.NotABundle, $"'{name}' is larger than {DsseEnvelope.LargestBytes:#,##0} bytes."));
    }

    /// <summary>The SHA-256 of a file, lower-case hex.</summary>
    public string Digest(string name) => Guard(name, path =>
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    });

    private T Guard<T>(string name, Func<string, T> read)
    {
        try
        {
            return read(Path.Combine(folder, name));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new AttestationException(AttestationException.NotABundle, $"'{Untrusted.ForConsole(name)}' cannot be read: {problem.Message}", problem);
        }
    }
}
