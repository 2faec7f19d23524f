using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lighthouse.Suites.Resilience;

/// <summary>
/// Reads the bridge's store files without the bridge, by their documented format (docs/event-store-format.md) and the store's key:
/// what is on the disk is not asked of the one who wrote it.
/// </summary>
internal static class StoreReader
{
    private const int HeadSize = 64, SealSize = 32;

    private static ReadOnlySpan<byte> Magic => [0xF5, 0x4C, 0x48, 0x31];

    /// <summary>Every record whose seal holds, by file and place.</summary>
    public static IReadOnlyList<StoredRecord> Read(string dataFolder, string key)
    {
        var secret = Encoding.UTF8.GetBytes(key);
        return
        [
            .. Directory.EnumerateFiles(dataFolder, "events-*.log", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal).SelectMany(file => ReadFile(file, File.ReadAllBytes(file), secret)),
        ];
    }

    /// <summary>Copies the store's files of a bridge that may be running: what it has acknowledged is in them.</summary>
    public static void Copy(string dataFolder, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(dataFolder, "events-*.log"))
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = File.Create(Path.Combine(to, Path.GetFileName(file)));
            source.CopyTo(copy);
        }
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
        return new StoredRecord(
            file, at, content.Length + SealSize, sequence, document.RootElement.GetProperty("event_type").GetString()!, document.RootElement.GetProperty("data").Clone());
    }
}

/// <summary>A record as found on the disk.</summary>
/// <param name="File">Its file.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sequence">Its sequence.</param>
/// <param name="EventType">Type of the event.</param>
/// <param name="Data">Content of the event.</param>
internal sealed record StoredRecord(string File, int Offset, int Length, long Sequence, string EventType, JsonElement Data);
