using System.Buffers.Binary;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>Ways to damage the files of a closed store. Each changes something at a place that the seed chooses.</summary>
internal static class Damage
{
    public static readonly IReadOnlyDictionary<string, Action<TestStore, Random>> Kinds = new Dictionary<string, Action<TestStore, Random>>
    {
        ["a flipped byte"] = (store, random) => Edit(store, random, bytes => bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256)),
        ["a damaged length"] = (store, random) => EditRecord(store, random, (bytes, at, _) =>
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at + 4), BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4)) ^ (1 << random.Next(32)))),
        ["a damaged sequence"] = (store, random) => EditRecord(store, random, (bytes, at, _) => bytes[at + 8 + random.Next(8)] ^= (byte)random.Next(1, 256)),
        ["a zeroed range"] = (store, random) => EditRecord(store, random, (bytes, at, _) => bytes.AsSpan(at, Math.Min(random.Next(1, 4_096), bytes.Length - at)).Clear()),
        ["a cut tail"] = (store, random) => Cut(store.Segments()[^1], random),
        ["a cut segment in the middle"] = (store, random) => Cut(store.Segments()[random.Next(store.Segments().Count - 1)], random),
        ["a missing segment"] = (store, random) => File.Delete(Any(store, random)),
        ["a missing record"] = (store, random) => Replace(store, random, (bytes, at, size) => [.. bytes[..at], .. bytes[(at + size)..]]),
        ["a repeated record"] = (store, random) => Replace(store, random, (bytes, at, size) => [.. bytes[..(at + size)], .. bytes[at..(at + size)], .. bytes[(at + size)..]]),
        ["inserted bytes"] = (store, random) => Replace(store, random, (bytes, at, _) => [.. bytes[..at], .. Noise(random), .. bytes[at..]]),
        ["two exchanged records"] = ExchangeRecords,
        ["a record over another"] = CopyRecord,
        ["two exchanged segments"] = ExchangeSegments,
        ["a segment of another store"] = ForeignSegment,
    };

    private static readonly Lazy<byte[][]> Forged = new(() =>
    {
        using var other = DamageTests.SoundStore.NewStore();
        other.FillAsync(DamageTests.Events, text: "forged").GetAwaiter().GetResult();
        return [.. other.Segments().Select(File.ReadAllBytes)];
    });

    private static string Any(TestStore store, Random random) => store.Segments()[random.Next(store.Segments().Count)];

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(1, 200)];
        random.NextBytes(noise);
        return noise;
    }

    private static void Edit(TestStore store, Random random, Action<byte[]> change)
    {
        var path = Any(store, random);
        var bytes = File.ReadAllBytes(path);
        change(bytes);
        File.WriteAllBytes(path, bytes);
    }

    private static void EditRecord(TestStore store, Random random, Action<byte[], int, int> change) => Edit(store, random, bytes =>
    {
        var (offset, size, _) = Pick(bytes, random);
        change(bytes, offset, size);
    });

    private static void Replace(TestStore store, Random random, Func<byte[], int, int, byte[]> change)
    {
        var path = Any(store, random);
        var bytes = File.ReadAllBytes(path);
        var (offset, size, _) = Pick(bytes, random);
        File.WriteAllBytes(path, change(bytes, offset, size));
    }

    private static (int Offset, int Size, long Sequence) Pick(byte[] bytes, Random random)
    {
        var records = StoredRecords.Of(bytes);
        return records[random.Next(records.Count)];
    }

    private static void Cut(string path, Random random)
    {
        using var file = File.OpenWrite(path);
        file.SetLength(random.NextInt64(file.Length));
    }

    private static void ExchangeRecords(TestStore store, Random random) => Edit(store, random, bytes =>
    {
        var records = StoredRecords.Of(bytes);
        var first = random.Next(records.Count - 1);
        Exchange(bytes, records, first, random.Next(first + 1, records.Count));
    });

    /// <summary>Exchanges the two records on both sides of one, and says which that is.</summary>
    public static long ExchangeAround(TestStore store, Random random)
    {
        var middle = 0L;
        Edit(store, random, bytes =>
        {
            var records = StoredRecords.Of(bytes);
            var at = random.Next(1, records.Count - 1);
            middle = records[at].Sequence;
            Exchange(bytes, records, at - 1, at + 1);
        });
        return middle;
    }

    private static void Exchange(byte[] bytes, IReadOnlyList<(int Offset, int Size, long Sequence)> records, int first, int second)
    {
        byte[] exchanged =
        [
            .. bytes[..records[first].Offset], .. Slice(bytes, records[second]), .. bytes[(records[first].Offset + records[first].Size)..records[second].Offset],
            .. Slice(bytes, records[first]), .. bytes[(records[second].Offset + records[second].Size)..],
        ];
        exchanged.CopyTo(bytes, 0);
    }

    private static void CopyRecord(TestStore store, Random random) => Edit(store, random, bytes =>
    {
        var records = StoredRecords.Of(bytes);
        var from = random.Next(records.Count);
        var to = (from + random.Next(1, records.Count)) % records.Count;
        var length = Math.Min(records[from].Size, bytes.Length - records[to].Offset);
        bytes.AsSpan(records[from].Offset, length).ToArray().CopyTo(bytes, records[to].Offset);
    });

    private static void ExchangeSegments(TestStore store, Random random)
    {
        var segments = store.Segments();
        var first = random.Next(segments.Count - 1);
        var second = random.Next(first + 1, segments.Count);
        var kept = File.ReadAllBytes(segments[first]);
        File.Copy(segments[second], segments[first], overwrite: true);
        File.WriteAllBytes(segments[second], kept);
    }

    private static void ForeignSegment(TestStore store, Random random)
    {
        var number = random.Next(store.Segments().Count);
        File.WriteAllBytes(store.Segments()[number], Forged.Value[number]);
    }

    private static byte[] Slice(byte[] bytes, (int Offset, int Size, long Sequence) record) => bytes[record.Offset..(record.Offset + record.Size)];
}
