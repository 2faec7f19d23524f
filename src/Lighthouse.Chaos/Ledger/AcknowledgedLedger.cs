using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace Lighthouse.Chaos.Ledger;

/// <summary>Writes down, outside the target, what the target said it had stored. Safe from any number of threads.</summary>
public sealed class AcknowledgedLedger : IDisposable
{
    private readonly ConcurrentDictionary<string, LedgerEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private readonly StreamWriter _file;
    private readonly TimeProvider _time;

    /// <summary>Begins a new ledger.</summary>
    /// <param name="path">Its file, one JSON object a line; it must not exist yet.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">The file exists or cannot be made.</exception>
    public AcknowledgedLedger(string path, TimeProvider time)
    {
        _time = time;
        _file = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
    }

    /// <summary>How many records were acknowledged.</summary>
    public int Count => _entries.Count;

    /// <summary>The keys that were acknowledged.</summary>
    public IReadOnlyCollection<string> Keys => [.. _entries.Keys];

    /// <summary>The sequences that were acknowledged.</summary>
    public IReadOnlyCollection<long> Sequences => [.. _entries.Values.Select(entry => entry.Sequence)];

    /// <summary>The digest that a found record has to show: SHA-256 in lower-case hexadecimal.</summary>
    public static string DigestOf(ReadOnlySpan<byte> payload) => Convert.ToHexStringLower(SHA256.HashData(payload));

    /// <summary>Notes an acknowledgement; call it only after the target's answer said so.</summary>
    /// <param name="key">The client's own name of the record, used once.</param>
    /// <param name="sequence">The number that the target gave it.</param>
    /// <param name="payload">What was stored, in a form that the reader can rebuild.</param>
    /// <exception cref="InvalidOperationException">The key was acknowledged before; give every record its own.</exception>
    public void Acknowledge(string key, long sequence, ReadOnlySpan<byte> payload)
    {
        var entry = new LedgerEntry(key, sequence, DigestOf(payload), _time.GetUtcNow());
        if (!_entries.TryAdd(key, entry))
            throw new InvalidOperationException($"LHC4201: '{key}' was acknowledged before; give every record a key of its own.");
        var line = JsonSerializer.Serialize(entry);
        lock (_writing)
            _file.WriteLine(line);
    }

    /// <summary>Compares with what a separate reader found.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="upToSequence">What was acknowledged above it is left out: a target that goes on may acknowledge more while the reader reads. Default: nothing is.</param>
    public LedgerComparison Compare(IEnumerable<FoundRecord> found, long upToSequence = long.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(found);
        var byKey = found.ToLookup(record => record.Key, StringComparer.Ordinal);
        var entries = _entries.Values.Where(entry => entry.Sequence <= upToSequence).OrderBy(entry => entry.Sequence).ToList();
        return new LedgerComparison
        {
            Acknowledged = entries.Count,
            Lost = [.. entries.Where(entry => !byKey.Contains(entry.Key))],
            Altered = [.. entries.Where(entry => byKey[entry.Key].Any(record => record.Digest != entry.Digest || record.Sequence != entry.Sequence))],
            Duplicated = [.. byKey.Where(same => same.Count() > 1).Select(same => same.Key)],
            Unacknowledged = byKey.Count(same => !_entries.ContainsKey(same.Key)),
        };
    }

    /// <summary>Closes the file; comparing is still possible.</summary>
    public void Dispose() => _file.Dispose();
}
