using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lighthouse.Security.Scanning.Secrets;

/// <summary>Found texts that are no secrets, each with a reason, an owner and an end.</summary>
internal sealed class AllowList
{
    private const int Rounds = 10_000;
    private const int DigestBytes = 8;
    private const int LongestFile = 1 << 20;
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private readonly List<Entry> _entries;
    private readonly DateOnly _today;

    private AllowList(List<Entry> entries, DateOnly today) => (_entries, _today) = (entries, today);

    /// <summary>Reads a list; one that is not there allows nothing.</summary>
    /// <exception cref="ScanException">It is no such list.</exception>
    public static AllowList Read(string path, DateOnly today)
    {
        if (!File.Exists(path))
            return new AllowList([], today);
        try
        {
            if (new FileInfo(path).Length > LongestFile)
                throw new JsonException($"it is larger than {LongestFile} bytes");
            var entries = JsonSerializer.Deserialize<Content>(File.ReadAllText(path), Strict)?.Entries ?? throw new JsonException("it has no 'entries'");
            foreach (var (entry, index) in entries.Select((entry, index) => (entry, index)))
                Check(entry, index);
            return new AllowList(entries, today);
        }
        catch (JsonException problem)
        {
            throw new ScanException($"LHS5311: '{Path.GetFileName(path)}' is no list of allowed findings: {problem.Message}");
        }
    }

    /// <summary>Why a finding does not count; null when it does.</summary>
    public string? ExcuseFor(string rule, string file, string digest) =>
        _entries.Find(entry => entry.Rule == rule && entry.Digest == digest && entry.Expires >= _today && Covers(entry.File, file)) is { } entry
            ? $"{entry.Reason} ({entry.Owner}, until {entry.Expires:yyyy-MM-dd})"
            : null;

    /// <summary>What stands for a secret in the list. Slow to compute on purpose: a report shows it.</summary>
    public static string DigestOf(string rule, string secret) => Convert.ToHexStringLower(
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"lighthouse/{rule}"), Rounds, HashAlgorithmName.SHA256, DigestBytes));

    private static bool Covers(string pattern, string file) =>
        pattern.EndsWith('*') ? file.StartsWith(pattern[..^1], StringComparison.Ordinal) : file == pattern;

    private static void Check(Entry entry, int index)
    {
        if (string.IsNullOrWhiteSpace(entry.Rule) || string.IsNullOrWhiteSpace(entry.File) || string.IsNullOrWhiteSpace(entry.Reason)
            || string.IsNullOrWhiteSpace(entry.Owner) || entry.Digest is not { Length: DigestBytes * 2 } || entry.Expires == default)
            throw new JsonException($"entry {index + 1} must have a rule, a file, a digest of {DigestBytes * 2} hex digits, a reason, an owner and a day 'expires'");
    }

    private sealed record Content(List<Entry> Entries);

    private sealed record Entry(string Rule, string File, string Digest, string Reason, string Owner, DateOnly Expires);
}
