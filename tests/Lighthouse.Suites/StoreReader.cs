using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lighthouse.Suites;

/// <summary>
/// Reads the bridge's store files without the bridge, by their documented format (docs/event-store-format.md) and the store's key:
/// what is on the disk is not asked of the one who wrote it.
/// </summary>
public static class StoreReader
{
    private const int HeadSize = 64, SealSize = 32, PreviousSealAt = 32;

    private static ReadOnlySpan<byte> Magic => [0xF5, 0x4C, 0x48, 0x31];

    /// <summary>Every record whose seal holds, by file and place.</summary>
    public static IReadOnlyList<StoredRecord> Read(string dataFolder, string key)
    {
        var secret = Encoding.UTF8.GetBytes(key);
        return
        [
            .. Directory.EnumerateFiles(dataFolder, "events-*.log", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal).SelectMany(file => ReadFile(file, BytesOf(file), secret)),
        ];
    }

    /// <summary>The same of records that lie elsewhere than in a file, such as the rows of a database.</summary>
    /// <param name="name">What to call the place in <see cref="StoredRecord.File"/>.</param>
    /// <param name="bytes">The records, one after the other.</param>
    /// <param name="key">The store's key.</param>
    public static IReadOnlyList<StoredRecord> Read(string name, byte[] bytes, string key) => ReadFile(name, bytes, Encoding.UTF8.GetBytes(key));

    /// <summary>The same of the rows of a database, asked by PostgreSQL's own client.</summary>
    public static IReadOnlyList<StoredRecord> Read(PostgresServer server, string schema, string key) =>
        Read("PostgreSQL", Convert.FromHexString(string.Concat(server.Query($"SELECT encode(record, 'hex') FROM {schema}.events ORDER BY sequence"))), key);

    /// <summary>Copies the store's files of a bridge that may be running: what it has acknowledged is in them.</summary>
    public static void Copy(string dataFolder, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(dataFolder, "events-*.log"))
            File.WriteAllBytes(Path.Combine(to, Path.GetFileName(file)), BytesOf(file));
    }

    private static byte[] BytesOf(string file)
    {
        // Whoever has the store open goes on writing.
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static List<StoredRecord> ReadFile(string file, byte[] bytes, byte[] secret)
    {
        var records = new List<StoredRecord>();
        var at = 0;
        while (at < bytes.Length)
        {
            var next = bytes.AsSpan(at).IndexOf(Magic);
            if (next < 0)
                break;
            at += next;
            if (TryRead(file, bytes, at, secret) is { } record)
            {
                records.Add(record);
                at += record.Length;
            }
            else
            {
                at++;
            }
        }

        return records;
    }

    private static StoredRecord? TryRead(string file, byte[] bytes, int at, byte[] secret)
    {
        if (bytes.Length - at < HeadSize + SealSize)
            return null;
        var payload = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4));
        if (payload < 0 || payload > bytes.Length - at - HeadSize - SealSize)
            return null;
        var content = bytes.AsSpan(at, HeadSize + payload);
        var seal = bytes.AsSpan(at + content.Length, SealSize);
        if (!HMACSHA256.HashData(secret, content).AsSpan().SequenceEqual(seal))
            return null;
        var sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 8));
        using var document = JsonDocument.Parse(bytes.AsMemory(at + HeadSize, payload));
        var root = document.RootElement;
        return new StoredRecord(file, at, content.Length + SealSize, sequence, Text(root, "event_type"), root.GetProperty("data").Clone())
        {
            AggregateId = Text(root, "aggregate_id"),
            AggregateType = Text(root, "aggregate_type"),
            SourceAgent = Text(root, "source_agent"),
            TimestampNs = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at + 16)),
            Seal = Convert.ToHexString(seal),
            PreviousSeal = Convert.ToHexString(bytes.AsSpan(at + PreviousSealAt, SealSize)),
        };
    }

    private static string Text(JsonElement root, string member) => root.GetProperty(member).GetString()!;
}

/// <summary>A record as found on the disk.</summary>
/// <param name="File">Its file.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sequence">Its sequence.</param>
/// <param name="EventType">Type of the event.</param>
/// <param name="Data">Content of the event.</param>
public sealed record StoredRecord(string File, int Offset, int Length, long Sequence, string EventType, JsonElement Data)
{
    /// <summary>What the event is about.</summary>
    public required string AggregateId { get; init; }

    /// <summary>The kind of what it is about.</summary>
    public required string AggregateType { get; init; }

    /// <summary>The agent that caused it.</summary>
    public required string SourceAgent { get; init; }

    /// <summary>When it was stored, nanoseconds since 1970.</summary>
    public required long TimestampNs { get; init; }

    /// <summary>Its seal, in hex: it covers every byte of the record and the seal of the one before.</summary>
    public required string Seal { get; init; }

    /// <summary>The seal that it names as the one of the record before, in hex.</summary>
    public required string PreviousSeal { get; init; }
}
