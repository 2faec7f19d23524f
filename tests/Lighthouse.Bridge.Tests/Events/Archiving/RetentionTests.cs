using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Archiving;

namespace Lighthouse.Bridge.Tests.Events.Archiving;

public sealed class RetentionTests
{
    private const int Count = 200;
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
    private static readonly RetentionPolicy ByAge = new() { MaxAge = TimeSpan.FromDays(1) };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Old_segments_go_and_the_rest_reads_and_opens_as_sound(bool compressed)
    {
        using var folder = await FilledAsync();
        long first;
        await using (var store = folder.Open())
        {
            if (compressed)
                store.Archive.Compress(1, Cancellation);
            var segments = Files(folder).Count;
            var removed = Retain(store, ByAge, Count, DaysLater(2));
            Assert.Equal(segments - 1, removed);
            first = store.FirstSequence;
            Assert.InRange(first, 2, Count);
            await AssertReadsAsync(store, first);
        }
        await using var again = folder.Open();
        Assert.Empty(again.Recovery.Violations);
        Assert.Equal(first, again.FirstSequence);
        await AssertReadsAsync(again, first);
        Assert.Equal(Count + 1, (await again.AppendAsync([TestStore.Event(Count + 1)], Cancellation))[0].Sequence);
    }

    [Fact]
    public async Task Nothing_young_goes_and_nothing_above_what_a_snapshot_covers()
    {
        using var folder = await FilledAsync();
        await using var store = folder.Open();
        Assert.Equal(0, Retain(store, new RetentionPolicy(), Count, DaysLater(2)));
        Assert.Equal(0, Retain(store, ByAge, Count, DaysLater(0)));
        Assert.Equal(0, Retain(store, ByAge, 10, DaysLater(2)));

        Retain(store, ByAge, 100, DaysLater(2));

        Assert.InRange(store.FirstSequence, 2, 101);
        await AssertReadsAsync(store, store.FirstSequence);
    }

    [Fact]
    public async Task Above_a_total_size_the_oldest_go()
    {
        using var folder = await FilledAsync();
        await using var store = folder.Open();
        var most = Files(folder).Sum(path => new FileInfo(path).Length) / 2;

        Retain(store, new RetentionPolicy { MaxBytes = most }, Count, DaysLater(0));

        Assert.InRange(Files(folder).Sum(path => new FileInfo(path).Length), most / 2, most);
        await AssertReadsAsync(store, store.FirstSequence);
    }

    [Fact]
    public async Task What_is_moved_to_a_folder_is_there_byte_for_byte()
    {
        using var folder = await FilledAsync();
        var before = Files(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        var target = Path.Combine(folder.Directory, "moved");
        await using var store = folder.Open();

        var removed = Retain(store, ByAge with { MoveTo = target }, Count, DaysLater(2));

        Assert.Equal(removed, System.IO.Directory.GetFiles(target).Length);
        Assert.All(System.IO.Directory.GetFiles(target), path => Assert.Equal(before[Path.GetFileName(path)], File.ReadAllBytes(path)));
    }

    [Fact]
    public async Task A_missing_old_segment_without_the_statement_is_damage()
    {
        using var folder = await FilledAsync();
        File.Delete(Files(folder)[0]);
        await using var store = folder.Open();
        Assert.Contains(store.Recovery.Violations, v => v is { Kind: "sequence_corruption", FirstSequence: 1 });
    }

    [Fact]
    public async Task Without_the_floor_or_with_an_older_one_what_retention_removed_is_damage_again()
    {
        using var folder = await FilledAsync();
        var floor = Path.Combine(folder.Directory, "events.floor");
        byte[] older;
        await using (var store = folder.Open())
        {
            Retain(store, ByAge, 60, DaysLater(2));
            older = File.ReadAllBytes(floor);
            Retain(store, ByAge, 150, DaysLater(2));
        }
        File.WriteAllBytes(floor, older);
        await using (var store = folder.Open())
            Assert.Contains(store.Recovery.Violations, v => v.Kind == "sequence_corruption");
    }

    [Fact]
    public async Task A_floor_that_was_deleted_or_changed_is_reported_and_changes_no_file()
    {
        for (var at = -1; at < 96; at += 7)
        {
            using var folder = await FilledAsync();
            await using (var store = folder.Open())
                Retain(store, ByAge, 150, DaysLater(2));
            var left = Files(folder);
            var floor = Path.Combine(folder.Directory, "events.floor");
            if (at < 0)
                File.Delete(floor);
            else
                CompressionTests.Flip(floor, at);

            await using var again = folder.Open();
            Assert.Contains(again.Recovery.Violations, v => v.Kind == "sequence_corruption");
            Assert.Equal(at >= 0, again.Recovery.Violations.Any(v => v.Kind == "cryptographic_failure"));
            Assert.Equal(left, Files(folder));
        }
    }

    [Fact]
    public async Task A_crash_after_the_statement_is_finished_at_the_next_opening()
    {
        using var folder = await FilledAsync();
        var before = Files(folder).ToDictionary(path => path, File.ReadAllBytes);
        await using (var store = folder.Open())
            Retain(store, ByAge, 150, DaysLater(2));
        var kept = Files(folder);
        foreach (var (path, bytes) in before.Where(file => !kept.Contains(file.Key)))
            File.WriteAllBytes(path, bytes);

        await using var again = folder.Open();
        Assert.Empty(again.Recovery.Violations);
        Assert.Equal(kept, Files(folder));
        await AssertReadsAsync(again, again.FirstSequence);
    }

    [Fact]
    public async Task Damaged_segments_and_what_lies_behind_them_stay()
    {
        using var folder = await FilledAsync();
        CompressionTests.Flip(Files(folder)[0], 200);
        await using var store = folder.Open();
        var files = Files(folder);

        Assert.Equal(0, Retain(store, ByAge, Count, DaysLater(2)));
        Assert.Equal(files, Files(folder));
    }

    private static int Retain(FileEventStore store, RetentionPolicy policy, long covered, long nowNs) =>
        store.Archive.Retain(policy, covered, nowNs, store.Inside.Zones.NewestNs);

    private static long DaysLater(int days) => (TimeProvider.System.GetUtcNow().AddDays(days) - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static async Task<TestStore> FilledAsync()
    {
        var folder = CompressionTests.NewStore();
        await folder.FillAsync(Count, perAppend: 2, text: CompressionTests.Text);
        return folder;
    }

    private static IReadOnlyList<string> Files(TestStore folder) =>
        [.. System.IO.Directory.GetFiles(folder.Directory, "events-*.log*").Order(StringComparer.Ordinal)];

    private static async Task AssertReadsAsync(IEventStore store, long first)
    {
        var events = await TestStore.ReadAllAsync(store);
        Assert.Equal(Enumerable.Range((int)first, Count - (int)first + 1), events.Select(TestStore.Number));
        Assert.Null(store.Health.Problem);
    }
}
