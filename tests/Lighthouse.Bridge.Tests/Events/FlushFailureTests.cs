using Lighthouse.Bridge.Events;
using Microsoft.Win32.SafeHandles;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>A disk that refuses to flush: nothing is acknowledged, and nothing more is taken until the store is opened anew.</summary>
public sealed class FlushFailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task A_failed_flush_is_no_acknowledgement_and_ends_writing(int failingFlush, bool recordMayStay)
    {
        var disk = new FailingStorage();
        using var folder = new TestStore { Storage = disk, RoomBytes = 0, AnchorInterval = TimeSpan.Zero };
        await using (var store = folder.Open())
        {
            await store.AppendAsync([TestStore.Event(1)], Cancellation);
            disk.FailAt(failingFlush);

            var failure = await Assert.ThrowsAsync<EventStoreException>(() => store.AppendAsync([TestStore.Event(2)], Cancellation));
            var next = await Assert.ThrowsAsync<EventStoreException>(() => store.AppendAsync([TestStore.Event(3)], Cancellation));

            Assert.Equal((EventStoreError.NotWritable, EventStoreError.NotWritable), (failure.Error, next.Error));
            Assert.StartsWith("LHB6112", failure.Message, StringComparison.Ordinal);
            Assert.False(store.Health.Writable);
            Assert.StartsWith("LHB6112", store.Health.Problem, StringComparison.Ordinal);
            Assert.Equal(1, store.LastSequence);
            Assert.Single(await TestStore.ReadAllAsync(store));
        }
        await using var again = folder.Open();
        Assert.Empty(again.Recovery.Violations);
        Assert.Equal(recordMayStay ? [1, 2] : [1], (await TestStore.ReadAllAsync(again)).Select(TestStore.Number));
        await again.AppendAsync([TestStore.Event(9)], Cancellation);
        Assert.True(again.Health.Writable);
    }

    [Fact]
    public async Task An_anchor_that_cannot_be_flushed_ends_writing_though_nobody_appends()
    {
        var disk = new FailingStorage();
        using var folder = new TestStore { Storage = disk, RoomBytes = 0, AnchorInterval = TimeSpan.FromMilliseconds(20) };
        await using (var store = folder.Open())
        {
            disk.FailAt(2);
            await store.AppendAsync([TestStore.Event(1)], Cancellation);
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (store.Health.Writable)
                await Task.Delay(5, bound.Token);

            Assert.StartsWith("LHB6112", store.Health.Problem, StringComparison.Ordinal);
            await Assert.ThrowsAsync<EventStoreException>(() => store.AppendAsync([TestStore.Event(2)], Cancellation));
            Assert.Single(await TestStore.ReadAllAsync(store));
        }
        await using var again = folder.Open();
        Assert.Empty(again.Recovery.Violations);
        Assert.Equal([1], (await TestStore.ReadAllAsync(again)).Select(TestStore.Number));
    }

    [Fact]
    public async Task Everybody_in_a_failed_group_hears_of_it()
    {
        var disk = new FailingStorage();
        using var folder = new TestStore { Storage = disk, RoomBytes = 0 };
        await using var store = folder.Open();
        disk.FailAt(1);

        var appends = Enumerable.Range(0, 50).Select(n => store.AppendAsync([TestStore.Event(n)], Cancellation)).ToList();

        foreach (var append in appends)
            await Assert.ThrowsAsync<EventStoreException>(() => append);
    }

    [Fact]
    public void The_real_flush_of_a_closed_descriptor_fails_loudly()
    {
        var storage = new StableStorage();
        using var nothing = new SafeFileHandle(checked(int.MaxValue), ownsHandle: false);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX only");

        Assert.Throws<IOException>(() => storage.Flush(nothing));
        Assert.Throws<IOException>(() => storage.FlushDirectory("/nowhere/at/all"));
    }

    private sealed class FailingStorage : IStableStorage
    {
        private readonly StableStorage _real = new();
        private int _until;

        public void FailAt(int flush) => _until = flush;

        public void Flush(SafeFileHandle file)
        {
            if (_until > 0 && --_until == 0)
                throw new IOException("Input/output error (injected)");
            _real.Flush(file);
        }

        public void FlushDirectory(string directory) => _real.FlushDirectory(directory);
    }
}
