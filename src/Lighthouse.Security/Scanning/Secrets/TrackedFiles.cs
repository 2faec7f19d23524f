using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Security.Scanning.Secrets;

/// <summary>The texts of a folder: what git tracks or would add, and everything that its history holds.</summary>
/// <param name="root">The folder.</param>
internal sealed class TrackedFiles(string root)
{
    private static readonly string[] BuildFolders = [".git", "bin", "obj", "artifacts", "node_modules"];
    private readonly Git _git = new(root);

    /// <summary>Whether the folder has a history of its own.</summary>
    public bool HasHistory => Path.Exists(Path.Combine(root, ".git"));

    /// <summary>Paths from the root, in order.</summary>
    /// <exception cref="ScanException">git refuses.</exception>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation)
    {
        if (!HasHistory)
            return [.. Walk(root).Order(StringComparer.Ordinal)];
        var output = await _git.AskAsync(cancellation, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Every object of the history that has a path, by id. Trees are among them.</summary>
    /// <exception cref="ScanException">git refuses.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ListHistoryAsync(CancellationToken cancellation)
    {
        var output = await _git.AskAsync(cancellation, "rev-list", "--objects", "--all", "HEAD");
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.IndexOf(' ', StringComparison.Ordinal) is var space and > 0 && space < line.Length - 1)
                paths.TryAdd(line[..space], line[(space + 1)..]);
        }

        return paths;
    }

    /// <summary>Whether the history was cut when the folder was fetched.</summary>
    public async Task<bool> IsShallowAsync(CancellationToken cancellation) =>
        (await _git.AskAsync(cancellation, "rev-parse", "--is-shallow-repository")).Trim() == "true";

    /// <summary>Reads objects of the history.</summary>
    public Task ReadHistoryAsync(IReadOnlyCollection<string> ids, Func<string, string, long, bool> wanted, Action<string, byte[]> take, CancellationToken cancellation) =>
        _git.ReadObjectsAsync(ids, wanted, take, cancellation);

    /// <summary>The id that git gives a content.</summary>
    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "Git names its objects by SHA-1; nothing is protected by it here.")]
    public static string IdOf(byte[] content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes($"blob {content.Length}\0"));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A content as text. Every byte is a letter, so that a secret inside a binary file shows too.</summary>
    public static string TextOf(byte[] content) => content switch
    {
        [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(content),
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(content),
        _ => Encoding.Latin1.GetString(content),
    };

    private IEnumerable<string> Walk(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is FileInfo)
                yield return Path.GetRelativePath(root, entry.FullName).Replace('\\', '/');
            else if (entry.LinkTarget is null && !BuildFolders.Contains(entry.Name))
            {
                foreach (var inner in Walk(entry.FullName))
                    yield return inner;
            }
        }
    }
}
