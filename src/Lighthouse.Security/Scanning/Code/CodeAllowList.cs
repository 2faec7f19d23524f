using System.Text.Json;

namespace Lighthouse.Security.Scanning.Code;

/// <summary>Findings of other scanners that are none here, each with a reason, an owner and an end. The compiler's own are suppressed where they stand.</summary>
public sealed class CodeAllowList
{
    private const int LongestFile = 1 << 20;
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private readonly List<Entry> _entries;
    private readonly DateOnly _today;

    private CodeAllowList(List<Entry> entries, DateOnly today) => (_entries, _today) = (entries, today);

    /// <summary>A list that allows nothing.</summary>
    public static CodeAllowList None { get; } = new([], DateOnly.MinValue);

    /// <summary>Reads a list; one that is not there allows nothing.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="today">The day, UTC: an entry that has expired allows nothing.</param>
    /// <exception cref="ScanException">It is no such list.</exception>
    public static CodeAllowList Read(string path, DateOnly today)
    {
        if (!File.Exists(path))
            return None;
        try
        {
            if (new FileInfo(path).Length > LongestFile)
                throw new JsonException($"it is larger than {LongestFile} bytes");
            var entries = JsonSerializer.Deserialize<Content>(File.ReadAllText(path), Strict)?.Entries ?? throw new JsonException("it has no 'entries'");
            foreach (var (entry, index) in entries.Select((entry, index) => (entry, index)))
                Check(entry, index);
            return new CodeAllowList(entries, today);
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ScanException($"LHS5411: '{Path.GetFileName(path)}' is no list of allowed findings of scanners: {problem.Message}");
        }
    }

    /// <summary>Why a finding does not count; null when it does.</summary>
    /// <param name="rule">The id of its rule.</param>
    /// <param name="file">Its file, from the root.</param>
    /// <param name="line">The text of its line; null when it could not be read.</param>
    public string? ExcuseFor(string rule, string file, string? line) =>
        _entries.Find(entry => entry.Rule == rule && entry.Expires >= _today && Covers(entry.File, file) && line?.Contains(entry.Text, StringComparison.Ordinal) == true) is { } found
            ? $"{found.Reason} ({found.Owner}, until {found.Expires:yyyy-MM-dd})"
            : null;

    private static bool Covers(string pattern, string file) =>
        pattern.EndsWith('*') ? file.StartsWith(pattern[..^1], StringComparison.Ordinal) : file == pattern;

    private static void Check(Entry entry, int index)
    {
        if (string.IsNullOrWhiteSpace(entry.Rule) || string.IsNullOrWhiteSpace(entry.File) || string.IsNullOrWhiteSpace(entry.Text)
            || string.IsNullOrWhiteSpace(entry.Reason) || string.IsNullOrWhiteSpace(entry.Owner) || entry.Expires == default)
            throw new JsonException($"entry {index + 1} must have a rule, a file, a text of the line, a reason, an owner and a day 'expires'");
    }

    private sealed record Content(List<Entry> Entries);

    private sealed record Entry(string Rule, string File, string Text, string Reason, string Owner, DateOnly Expires);
}
