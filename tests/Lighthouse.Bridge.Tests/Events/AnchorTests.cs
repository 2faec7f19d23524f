using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

public sealed class AnchorTests
{
    private const int Count = 20;

    [Theory]
    [InlineData(0)]
    [InlineData(4_096)]
    public async Task A_flipped_byte_in_one_slot_is_reported_and_every_event_served(int slot)
    {
        for (var at = slot; at < slot + 96; at += 5)
        {
            using var folder = new TestStore();
            await folder.FillAsync(Count, perAppend: 5);
            Flip(folder.Anchor, at);

            await using (var store = folder.Open())
                await AssertAnchorViolationAsync(store, "hash_mismatch");
            await using var again = folder.Open();
            await AssertAnchorViolationAsync(again, "cryptographic_failure");
        }
    }

    [Fact]
    public async Task Without_a_sound_slot_a_cut_cannot_be_excluded_and_that_is_said()
    {
        using var folder = new TestStore();
        await folder.FillAsync(Count);
        Flip(folder.Anchor, 70);
        Flip(folder.Anchor, 4_170);

        await using var store = folder.Open();

        await AssertAnchorViolationAsync(store, "cryptographic_failure");
    }

    [Fact]
    public async Task A_missing_anchor_is_said_until_somebody_settles_it()
    {
        using var folder = new TestStore();
        await folder.FillAsync(Count);
        File.Delete(folder.Anchor);

        await using (var store = folder.Open())
            await AssertAnchorViolationAsync(store, "cryptographic_failure");
        await using (var again = folder.Open())
            await AssertAnchorViolationAsync(again, "cryptographic_failure");
        File.Delete(Assert.Single(System.IO.Directory.GetFiles(folder.Directory, "events.anchor.damaged-*")));
        await using var settled = folder.Open();
        Assert.Empty(settled.Recovery.Violations);
    }

    [Fact]
    public async Task A_wrong_key_opens_nothing_and_changes_nothing()
    {
        using var folder = new TestStore();
        await folder.FillAsync(Count);
        var files = new[] { folder.Anchor, folder.Segments()[0] };
        var before = files.Select(File.ReadAllBytes).ToList();

        var refusal = Assert.Throws<EventStoreException>(() => FileEventStore.Open(folder.Options, new HmacRecordSeal("another key, also long enough to use"), TimeProvider.System));

        Assert.Equal(EventStoreError.WrongKey, refusal.Error);
        Assert.Equal(before, files.Select(File.ReadAllBytes));
        Assert.Single(folder.Segments());
        await using var store = folder.Open();
        Assert.Equal(Count, store.Recovery.Events);
    }

    private static async Task AssertAnchorViolationAsync(FileEventStore store, string kind)
    {
        var violation = Assert.Single(store.Recovery.Violations);
        Assert.Equal((kind, Count + 1L), (violation.Kind, violation.FirstSequence));
        Assert.Equal(Enumerable.Range(1, Count), (await TestStore.ReadAllAsync(store)).Select(TestStore.Number));
    }

    private static void Flip(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 0x40;
        File.WriteAllBytes(path, bytes);
    }
}
