using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>Bytes that change while the store is open are not served either.</summary>
public sealed class LiveDamageTests
{
    private const int Count = 100;

    [Fact]
    public async Task A_flipped_byte_is_withheld_and_said_when_it_is_read()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            using var folder = new TestStore();
            await folder.FillAsync(Count, perAppend: 10);
            await using var store = folder.Open();
            Assert.Null(store.Health.Problem);
            var damaged = Flip(folder.Segments()[0], new Random(seed));

            var events = await TestStore.ReadAllAsync(store);

            Assert.Equal(Enumerable.Range(1, Count).Where(n => n != damaged), events.Select(TestStore.Number));
            Assert.StartsWith("LHB6134", store.Health.Problem, StringComparison.Ordinal);
            Assert.Contains($" {damaged}..{damaged} ", store.Health.Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_segment_cut_under_an_open_store_is_said()
    {
        using var folder = new TestStore();
        await folder.FillAsync(Count, perAppend: 10);
        await using var store = folder.Open();
        var record = StoredRecords.Of(File.ReadAllBytes(folder.Segments()[0]))[60];
        using (var file = new FileStream(folder.Segments()[0], FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(record.Offset + 10);

        Assert.Equal(60, (await TestStore.ReadAllAsync(store)).Count);
        Assert.Contains("61..100", store.Health.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_or_removed_compressed_segment_is_withheld_and_said_when_it_is_read()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            using var folder = new TestStore { SegmentBytes = 10_000 };
            await folder.FillAsync(Count, perAppend: 10);
            await using var store = folder.Open();
            store.Archive.Compress(1, TestContext.Current.CancellationToken);
            var path = System.IO.Directory.GetFiles(folder.Directory, "*.br").Order(StringComparer.Ordinal).First();
            var random = new Random(seed);
            if (seed % 4 == 0)
                File.Delete(path);
            else
                using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                {
                    file.Position = random.NextInt64(64 + 24, file.Length - 32);
                    file.Write([0, 0xFF, 0, 0xFF]);
                }

            var events = await TestStore.ReadAllAsync(store);

            Assert.True(events.Count < Count, $"seed {seed}");
            Assert.All(events, e => Assert.Equal(e.Sequence, TestStore.Number(e)));
            Assert.Equal(Count, events[^1].Sequence);
            Assert.StartsWith("LHB6134", store.Health.Problem, StringComparison.Ordinal);
        }
    }

    private static long Flip(string path, Random random)
    {
        var bytes = File.ReadAllBytes(path);
        var at = random.Next(bytes.Length);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = at;
        file.WriteByte((byte)(bytes[at] ^ random.Next(1, 256)));
        return StoredRecords.Of(bytes).Last(record => record.Offset <= at).Sequence;
    }
}
