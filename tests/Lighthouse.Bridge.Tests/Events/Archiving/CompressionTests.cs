using Lighthouse.Bridge.Events;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Tests.Events.Archiving;

public sealed class CompressionTests
{
    private const int Count = 200;
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_reads_as_before_from_any_place_and_after_an_opening()
    {
        using var folder = NewStore();
        await folder.FillAsync(Count, perAppend: 3, text: Text);
        var plain = folder.Segments().Count;
        await using (var store = folder.Open())
        {
            Assert.Equal(plain - 1, store.Archive.Compress(1, Cancellation));
            await AssertReadsAsync(store);
        }
        Assert.Single(folder.Segments());
        Assert.Equal(plain - 1, Compressed(folder).Count);

        await using var again = folder.Open();
        Assert.Empty(again.Recovery.Violations);
        Assert.Equal(Count, again.Recovery.Events);
        await AssertReadsAsync(again);
        Assert.Equal(0, again.Archive.Compress(1, Cancellation));
        Assert.Equal(Count + 1, (await again.AppendAsync([TestStore.Event(Count + 1, Text)], Cancellation))[0].Sequence);
    }

    [Fact]
    public async Task Text_takes_less_room()
    {
        using var folder = NewStore();
        await folder.FillAsync(Count, text: Text);
        var before = folder.Segments().SkipLast(1).Sum(path => new FileInfo(path).Length);
        await using var store = folder.Open();
        store.Archive.Compress(1, Cancellation);

        Assert.InRange(Compressed(folder).Sum(path => new FileInfo(path).Length), 1, before / 2);
    }

    [Fact]
    public async Task A_crash_between_any_two_steps_loses_nothing()
    {
        for (var step = 0; ; step++)
        {
            using var folder = new TestStore { SegmentBytes = 20_000, Storage = new CrashingStorage(step) };
            await NewCopyAsync(folder);
            var isCrashed = false;
            await using (var store = folder.Open())
            {
                ((CrashingStorage)folder.Storage!).IsArmed = true;
                try
                {
                    store.Archive.Compress(1, Cancellation);
                }
                catch (IOException)
                {
                    isCrashed = true;
                }
                ((CrashingStorage)folder.Storage).IsArmed = false;
                await AssertReadsAsync(store);
            }
            await using var again = folder.Open();
            Assert.Empty(again.Recovery.Violations);
            await AssertReadsAsync(again);
            again.Archive.Compress(1, Cancellation);
            await AssertReadsAsync(again);
            Assert.Single(folder.Segments());
            Assert.DoesNotContain(System.IO.Directory.GetFiles(folder.Directory), path => path.EndsWith(".new", StringComparison.Ordinal));
            if (!isCrashed)
            {
                // Three flushes a segment, and the last round crashed nowhere.
                Assert.True(step >= 6, $"only {step} places to crash at");
                return;
            }
        }
    }

    [Fact]
    public async Task What_a_killed_process_left_half_is_removed_and_both_whole_files_become_one()
    {
        using var folder = NewStore();
        await folder.FillAsync(Count, text: Text);
        var kept = folder.Segments().ToDictionary(path => path, File.ReadAllBytes);
        await using (var store = folder.Open())
            store.Archive.Compress(1, Cancellation);
        foreach (var (path, bytes) in kept)
            File.WriteAllBytes(path, bytes);
        File.WriteAllBytes(folder.Segments()[0] + ".br.new", [1, 2, 3]);
        // A compressed file beside the plain one is not believed before it was compared with it.
        Flip(Compressed(folder)[1], 200);

        await using var again = folder.Open();
        Assert.Empty(again.Recovery.Violations);
        await AssertReadsAsync(again);
        Assert.Equal(kept.Count - 1, again.Archive.Compress(1, Cancellation));
        Assert.Single(folder.Segments());
        await AssertReadsAsync(again);
        Assert.Empty(System.IO.Directory.GetFiles(folder.Directory, "*.new"));
    }

    [Fact]
    public async Task A_damaged_segment_is_left_as_it_was_found()
    {
        using var folder = NewStore();
        await folder.FillAsync(Count, text: Text);
        var damaged = folder.Segments()[1];
        Flip(damaged, 300);
        var bytes = File.ReadAllBytes(damaged);
        await using var store = folder.Open();
        Assert.Single(store.Recovery.Violations);

        store.Archive.Compress(1, Cancellation);

        Assert.Equal(bytes, File.ReadAllBytes(damaged));
        Assert.Equal(2, folder.Segments().Count);
    }

    [Fact]
    public async Task It_takes_no_more_of_a_core_than_its_share()
    {
        using var folder = new TestStore { SegmentBytes = 3_000_000 };
        await folder.FillAsync(4_000, perAppend: 500, text: Text + Text + Text);
        await using var store = folder.Open();
        var cpu = Environment.CpuUsage.TotalTime;
        var started = System.Diagnostics.Stopwatch.GetTimestamp();

        Assert.Equal(1, store.Archive.Compress(0.1, Cancellation));

        // Other tests run in this process too, so only the time that must have been rested is judged.
        var elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(started);
        Assert.True(elapsed > TimeSpan.FromMilliseconds(50), $"{elapsed.TotalMilliseconds:N0} ms for {Environment.CpuUsage.TotalTime - cpu} of work");
    }

    internal static string Text { get; } = string.Join(' ', Enumerable.Range(1, 60).Select(n => $"word{n % 17}"));

    internal static TestStore NewStore() => new() { SegmentBytes = 20_000 };

    internal static IReadOnlyList<string> Compressed(TestStore folder) =>
        [.. System.IO.Directory.GetFiles(folder.Directory, "events-*.log.br").Order(StringComparer.Ordinal)];

    internal static void Flip(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 0x20;
        File.WriteAllBytes(path, bytes);
    }

    private static Task NewCopyAsync(TestStore folder) => folder.FillAsync(Count, text: Text);

    private static async Task AssertReadsAsync(FileEventStore store)
    {
        foreach (var after in new[] { 0, 1, 57, Count - 40, Count - 1, Count })
        {
            var events = await TestStore.ReadAllAsync(store, after);
            Assert.Equal(Enumerable.Range(after + 1, Count - after), events.Select(TestStore.Number));
            Assert.All(events, e => Assert.Equal(Text, TestStore.Text(e)));
        }
        Assert.Null(store.Health.Problem);
    }

    /// <summary>Fails at one of its calls and at every later one, as if the machine had stopped there.</summary>
    private sealed class CrashingStorage(int at) : IStableStorage
    {
        private readonly StableStorage _inner = new();
        private int _calls;

        public bool IsArmed { get; set; }

        public void Flush(SafeFileHandle file)
        {
            Count();
            _inner.Flush(file);
        }

        public void FlushDirectory(string directory)
        {
            Count();
            _inner.FlushDirectory(directory);
        }

        private void Count()
        {
            if (IsArmed && _calls++ >= at)
                throw new IOException("crashed here");
        }
    }
}
