using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Tests.Events.Archiving;

/// <summary>
/// Every kind of damage at 200 places each, over a store of plain segments and one of compressed ones: it shows, what was lost is said
/// to the event, and what lies before and after is served as it was stored.
/// </summary>
public sealed class ArchiveDamageTests(ArchiveDamageTests.SoundStores sound) : IClassFixture<ArchiveDamageTests.SoundStores>
{
    private const int Places = 200;
    private const int Count = 240;

    private static readonly Dictionary<string, (int Lost, Action<TestStore, Random> Do)> Damages = new()
    {
        // What a block holds at most, and the records that reach into it from both sides.
        ["a flipped byte"] = (110, (store, random) => Edit(Any(store, random), bytes => bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256))),
        ["a zeroed range"] = (220, (store, random) => Edit(Any(store, random), bytes =>
        {
            // Never only zeros before: the change must be one.
            var at = random.Next(bytes.Length - 1);
            while (bytes[at] == 0) at = random.Next(bytes.Length - 1);
            bytes.AsSpan(at, random.Next(1, Math.Min(2_000, bytes.Length - at))).Clear();
        })),
        ["a damaged length"] = (110, (store, random) => EditHead(store, random, (bytes, at) => bytes[at + 4 + random.Next(4)] ^= (byte)random.Next(1, 256))),
        ["a cut file"] = (Count, (store, random) => Rewrite(Any(store, random), bytes => bytes[..random.Next(bytes.Length)])),
        ["a missing file"] = (Count, (store, random) => File.Delete(Any(store, random))),
        ["inserted bytes"] = (0, (store, random) => Insert(store, random)),
        ["a repeated record or block"] = (0, (store, random) => Pieces(store, random, (pieces, i) => pieces.Insert(random.Next(pieces.Count + 1), pieces[i]))),
        ["a moved record or block"] = (110, (store, random) => Pieces(store, random, (pieces, i) =>
        {
            var moved = pieces[i];
            pieces.RemoveAt(i);
            pieces.Insert((i + random.Next(1, pieces.Count + 1)) % (pieces.Count + 1), moved);
        })),
        ["a missing record or block"] = (110, (store, random) => Pieces(store, random, (pieces, i) => pieces.RemoveAt(i))),
        ["two exchanged files"] = (Count, (store, random) => Exchange(store, random)),
        ["a record forged without the key"] = (110, (store, random) => Forge(store, random)),
        ["a file of another store"] = (Count, (store, random) => ForeignFile(store, random)),
        ["files of an earlier day"] = (Count, (store, random) => RollBack(store, random)),
        ["an exchanged anchor"] = (0, (store, random) => ExchangeAnchor(store, random)),
        ["a damaged anchor"] = (0, (store, random) => Edit(store.Anchor, bytes => bytes[(random.Next(2) * 4_096) + random.Next(96)] ^= (byte)random.Next(1, 256))),
    };

    private static readonly Lazy<(string Name, byte[] Bytes)[]> Foreign = new(() => ReadAll(SoundStores.Make(compress: true, 1_000)));
    private static readonly Lazy<(string Name, byte[] Bytes)[]> ForeignPlain = new(() => ReadAll(SoundStores.Make(compress: false, 1_000)));

    public static MatrixTheoryData<string, bool> Kinds => new(Damages.Keys, [false, true]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Damage_anywhere_is_told_to_the_event_and_the_rest_is_served(string kind, bool compressed)
    {
        var (most, damage) = Damages[kind];
        for (var seed = 1; seed <= Places; seed++)
        {
            using var folder = sound.Copy(compressed);
            damage(folder, new Random(seed));
            var before = ReadAll(folder, dispose: false);

            await using var store = folder.Open();
            var what = $"{kind}, compressed {compressed}, seed {seed}";
            await AssertTruthfulAsync(store, most, what);
            Assert.Equal(Count + 1, (await store.AppendAsync([TestStore.Event(Count + 1, SoundStores.TextOf(Count + 1))], TestContext.Current.CancellationToken))[0].Sequence);
            foreach (var (name, bytes) in before)
                Assert.True(File.ReadAllBytes(Path.Combine(folder.Directory, name)).AsSpan(0, bytes.Length).SequenceEqual(bytes), $"{what}: {name} was changed");
        }
    }

    private static async Task AssertTruthfulAsync(FileEventStore store, int mostLost, string what)
    {
        var served = await TestStore.ReadAllAsync(store);
        var violations = store.Recovery.Violations;
        Assert.True(violations.Count > 0, $"{what}: nothing reported");
        Assert.True(store.Recovery.TornBytes == 0, $"{what}: taken for an unfinished write");
        foreach (var e in served)
            Assert.True(TestStore.Number(e) == e.Sequence && TestStore.Text(e) == SoundStores.TextOf((int)e.Sequence), $"{what}: event {e.Sequence} is not what was stored");
        var sequences = served.Select(e => e.Sequence).ToList();
        Assert.True(sequences.SequenceEqual(sequences.Order().Distinct()), $"{what}: out of order");
        Assert.True(served.Count >= Count - mostLost, $"{what}: only {served.Count} of {Count} are served");
        for (long sequence = 1; sequence <= Count; sequence++)
        {
            var reported = violations.Any(v => v.FirstSequence <= sequence && sequence <= (v.LastSequence ?? long.MaxValue));
            Assert.True(sequences.BinarySearch(sequence) >= 0 != reported, $"{what}: event {sequence} served {!reported}, reported {reported}: {string.Join(" | ", violations.Select(v => v.Detail))}");
        }
    }

    private static string[] Files(TestStore store) => [.. Directory.GetFiles(store.Directory, "events-*.log*").Order(StringComparer.Ordinal)];

    private static string Any(TestStore store, Random random) => Files(store) is var files ? files[random.Next(files.Length)] : "";

    private static (string Name, byte[] Bytes)[] ReadAll(TestStore store, bool dispose = true)
    {
        var files = Files(store).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path))).ToArray();
        if (dispose) store.Dispose();
        return files;
    }

    private static void Edit(string path, Action<byte[]> change) => Rewrite(path, bytes =>
    {
        change(bytes);
        return bytes;
    });

    private static void Rewrite(string path, Func<byte[], byte[]> change) => File.WriteAllBytes(path, change(File.ReadAllBytes(path)));

    /// <summary>A file's head and then its records or blocks, by the documented layouts alone.</summary>
    private static List<byte[]> Split(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var isCompressed = path.EndsWith(".br", StringComparison.Ordinal);
        var pieces = new List<byte[]> { isCompressed ? bytes[..64] : [] };
        for (var at = pieces[0].Length; at < bytes.Length; at += pieces[^1].Length)
            pieces.Add(bytes[at..(at + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 4)) + (isCompressed ? 24 + 32 : 64 + 32))]);
        return pieces;
    }

    private static void Pieces(TestStore store, Random random, Action<List<byte[]>, int> change)
    {
        var path = Any(store, random);
        var pieces = Split(path);
        var head = pieces[0];
        pieces.RemoveAt(0);
        var before = pieces.SelectMany(piece => piece).ToArray();
        change(pieces, random.Next(pieces.Count));
        var after = pieces.SelectMany(piece => piece).ToArray();
        // A store of one block has nowhere to move it to.
        if (before.AsSpan().SequenceEqual(after)) after = [.. after, .. after[^300..]];
        File.WriteAllBytes(path, [.. head, .. after]);
    }

    private static void EditHead(TestStore store, Random random, Action<byte[], int> change)
    {
        var path = Any(store, random);
        var pieces = Split(path);
        var chosen = random.Next(1, pieces.Count);
        Edit(path, bytes => change(bytes, pieces.Take(chosen).Sum(piece => piece.Length)));
    }

    private static void Insert(TestStore store, Random random)
    {
        var path = Any(store, random);
        var pieces = Split(path);
        var noise = new byte[random.Next(1, 300)];
        random.NextBytes(noise);
        pieces.Insert(random.Next(1, pieces.Count + 1), noise);
        File.WriteAllBytes(path, [.. pieces.SelectMany(piece => piece)]);
    }

    private static void Exchange(TestStore store, Random random)
    {
        var files = Files(store);
        var first = random.Next(files.Length - 1);
        var second = random.Next(first + 1, files.Length);
        var (one, other) = (File.ReadAllBytes(files[first]), File.ReadAllBytes(files[second]));
        File.WriteAllBytes(files[first], other);
        File.WriteAllBytes(files[second], one);
    }

    private static void Forge(TestStore store, Random random)
    {
        var path = Any(store, random);
        var pieces = Split(path);
        var chosen = pieces[random.Next(1, pieces.Count)];
        chosen[random.Next(24, chosen.Length - 32)] ^= (byte)random.Next(1, 256);
        HMACSHA256.HashData(Encoding.UTF8.GetBytes("a key that the store was not written with"), chosen.AsSpan(0, chosen.Length - 32)).CopyTo(chosen.AsSpan(chosen.Length - 32));
        File.WriteAllBytes(path, [.. pieces.SelectMany(piece => piece)]);
    }

    private static void ForeignFile(TestStore store, Random random)
    {
        var path = Any(store, random);
        var others = path.EndsWith(".br", StringComparison.Ordinal) ? Foreign.Value : ForeignPlain.Value;
        File.WriteAllBytes(path, others.Single(file => file.Name == Path.GetFileName(path)).Bytes);
    }

    private static void RollBack(TestStore store, Random random)
    {
        // The newest file as it was some records ago; the anchor is of today.
        var path = Files(store)[^1];
        var pieces = Split(path);
        var kept = random.Next(1, pieces.Count);
        File.WriteAllBytes(path, [.. pieces.Take(kept).SelectMany(piece => piece)]);
    }

    private static void ExchangeAnchor(TestStore store, Random random)
    {
        var bytes = new byte[random.Next(8_193)];
        random.NextBytes(bytes);
        File.WriteAllBytes(store.Anchor, bytes);
    }

    /// <summary>A store of each form that every case damages a copy of.</summary>
    public sealed class SoundStores : IAsyncLifetime
    {
        private readonly TestStore[] _stores = [Make(compress: false, 0), Make(compress: true, 0)];

        public ValueTask InitializeAsync() => ValueTask.CompletedTask;

        public ValueTask DisposeAsync()
        {
            foreach (var store in _stores) store.Dispose();
            return ValueTask.CompletedTask;
        }

        internal static string TextOf(int number, int other = 0)
        {
            // Compresses to a half, so that a segment has several blocks of some size.
            var bytes = new byte[300];
            new Random(number + other).NextBytes(bytes);
            return Convert.ToHexStringLower(bytes);
        }

        internal static TestStore Make(bool compress, int other)
        {
            var store = NewStore();
            using (var open = new Opened(store))
            {
                for (var number = 1; number <= Count; number += 3)
                    open.Store.AppendAsync([.. Enumerable.Range(number, 3).Select(n => TestStore.Event(n, TextOf(n, other)))], CancellationToken.None).GetAwaiter().GetResult();
                if (compress) open.Store.Archive.Compress(1, CancellationToken.None);
            }
            return store;
        }

        internal TestStore Copy(bool compressed)
        {
            var copy = NewStore();
            foreach (var path in Directory.GetFiles(_stores[compressed ? 1 : 0].Directory))
                File.Copy(path, Path.Combine(copy.Directory, Path.GetFileName(path)));
            return copy;
        }

        private static TestStore NewStore() => new(inMemory: true) { SegmentBytes = 90_000, RoomBytes = 0 };

        private sealed class Opened(TestStore folder) : IDisposable
        {
            public FileEventStore Store { get; } = folder.Open();

            public void Dispose() => Store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
