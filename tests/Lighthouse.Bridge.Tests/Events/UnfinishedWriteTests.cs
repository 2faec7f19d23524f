using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>What a crash leaves of an append that was never acknowledged is cut off and said, at every length.</summary>
public sealed class UnfinishedWriteTests
{
    private const int Before = 5;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 5_000)]
    public async Task A_torn_append_is_cut_off_wherever_it_was_torn(int events, int room)
    {
        using var whole = new TestStore();
        await whole.FillAsync(Before);
        var sound = File.ReadAllBytes(whole.Segments()[0]);
        var anchor = File.ReadAllBytes(whole.Anchor);
        await whole.FillAsync(events, perAppend: events, from: Before + 1);
        var grown = File.ReadAllBytes(whole.Segments()[0]);

        // A seal may end in zeros, and with room behind it nothing of them is missing.
        var last = room == 0 ? grown.Length : grown.AsSpan().TrimEnd((byte)0).Length;
        for (var length = sound.Length; length < last; length++)
        {
            File.WriteAllBytes(whole.Segments()[0], [.. grown[..length], .. new byte[room]]);
            File.WriteAllBytes(whole.Anchor, anchor);
            await using var store = whole.Open();

            Assert.Empty(store.Recovery.Violations);
            Assert.Equal((Before, LengthOfRemains(grown, length, room) - sound.Length), (store.Recovery.Events, store.Recovery.TornBytes));
            Assert.Equal(Enumerable.Range(1, Before), (await TestStore.ReadAllAsync(store)).Select(TestStore.Number));
            Assert.Equal(sound, File.ReadAllBytes(whole.Segments()[0])[..sound.Length]);
            Assert.True(File.ReadAllBytes(whole.Segments()[0]).AsSpan(sound.Length).IndexOfAnyExcept((byte)0) < 0);
        }
        await whole.FillAsync(10, from: Before + 1);
        await using var after = whole.Open();
        Assert.Empty(after.Recovery.Violations);
        Assert.Equal(Enumerable.Range(1, Before + 10), (await TestStore.ReadAllAsync(after)).Select(TestStore.Number));
    }

    /// <summary>Zeros at the end are no remains, unless they are the end of a seal of which nothing is missing.</summary>
    private static int LengthOfRemains(byte[] grown, int torn, int room)
    {
        var written = grown.AsSpan(0, torn).TrimEnd((byte)0).Length;
        var record = StoredRecords.Of(grown).First(one => one.Offset + one.Size >= written);
        var end = record.Offset + record.Size;
        return end <= torn + room && grown.AsSpan(written, end - written).IndexOfAnyExcept((byte)0) < 0 ? end : written;
    }

    [Fact]
    public async Task A_whole_append_that_the_anchor_does_not_know_yet_is_kept()
    {
        using var folder = new TestStore();
        await folder.FillAsync(Before);
        var anchor = File.ReadAllBytes(folder.Anchor);
        await folder.FillAsync(3, perAppend: 3, from: Before + 1);
        File.WriteAllBytes(folder.Anchor, anchor);

        await using (var store = folder.Open())
        {
            Assert.Empty(store.Recovery.Violations);
            Assert.Equal((Before + 3, 0), (store.Recovery.Events, store.Recovery.TornBytes));
        }

        // Once it was served it must not vanish unseen either.
        var acknowledged = StoredRecords.Of(File.ReadAllBytes(folder.Segments()[0]))[Before].Offset;
        using (var file = File.OpenWrite(folder.Segments()[0]))
            file.SetLength(acknowledged);
        await using var cut = folder.Open();
        Assert.Equal((Before + 1L, (long?)Before + 3), (Assert.Single(cut.Recovery.Violations).FirstSequence, cut.Recovery.Violations[0].LastSequence));
    }

    [Fact]
    public async Task Pages_that_reached_the_disk_out_of_order_are_cut_off_whole()
    {
        using var folder = new TestStore();
        await folder.FillAsync(Before);
        var sound = new FileInfo(folder.Segments()[0]).Length;
        var anchor = File.ReadAllBytes(folder.Anchor);
        await folder.FillAsync(6, perAppend: 6, from: Before + 1);
        File.WriteAllBytes(folder.Anchor, anchor);
        var bytes = File.ReadAllBytes(folder.Segments()[0]);
        bytes.AsSpan((int)sound, 100).Clear();
        File.WriteAllBytes(folder.Segments()[0], bytes);

        await using var store = folder.Open();

        Assert.Empty(store.Recovery.Violations);
        Assert.Equal((Before, bytes.Length - sound), (store.Recovery.Events, store.Recovery.TornBytes));
    }

    [Fact]
    public async Task Damage_before_a_later_write_is_no_unfinished_write_though_the_anchor_lags()
    {
        using var folder = new TestStore();
        await folder.FillAsync(Before);
        var anchor = File.ReadAllBytes(folder.Anchor);
        await folder.FillAsync(6, perAppend: 2, from: Before + 1);
        File.WriteAllBytes(folder.Anchor, anchor);
        var bytes = File.ReadAllBytes(folder.Segments()[0]);
        var record = StoredRecords.Of(bytes)[Before + 1];
        bytes[record.Offset + 70] ^= 1;
        File.WriteAllBytes(folder.Segments()[0], bytes);

        await using var store = folder.Open();

        var violation = Assert.Single(store.Recovery.Violations);
        Assert.Equal(("hash_mismatch", Before + 2L, (long?)Before + 2), (violation.Kind, violation.FirstSequence, violation.LastSequence));
        Assert.Equal((Before + 5, 0), (store.Recovery.Events, store.Recovery.TornBytes));
    }

    [Fact]
    public async Task An_acknowledged_event_that_was_torn_is_damage_and_no_unfinished_write()
    {
        using var folder = new TestStore();
        await folder.FillAsync(Before);
        var path = folder.Segments()[0];
        using (var file = File.OpenWrite(path))
            file.SetLength(file.Length - 1);
        var left = File.ReadAllBytes(path);

        await using var store = folder.Open();

        var violation = Assert.Single(store.Recovery.Violations);
        Assert.Equal((Before, (long?)Before), (violation.FirstSequence, violation.LastSequence));
        Assert.Equal(0, store.Recovery.TornBytes);
        Assert.Equal(left, File.ReadAllBytes(path));
    }
}
