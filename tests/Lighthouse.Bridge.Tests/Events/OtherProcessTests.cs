using System.Globalization;
using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

public sealed class OtherProcessTests
{
    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_there_afterwards()
    {
        using var folder = new TestStore { SegmentBytes = 200_000 };
        var random = new Random(20);
        long sequence = 0;
        for (var round = 0; round < 5; round++)
        {
            using var process = AppendingProcess.Start(folder.Directory);
            for (var lines = random.Next(1, 3_000); lines > 0; lines--)
                sequence = long.Parse(process.Line() ?? throw new InvalidOperationException("it ended by itself"), CultureInfo.InvariantCulture);
            sequence = Math.Max(sequence, process.Kill());

            await using var store = folder.Open();
            var events = await TestStore.ReadAllAsync(store);

            Assert.Empty(store.Recovery.Violations);
            Assert.True(store.LastSequence >= sequence, $"round {round}: {sequence} was acknowledged, {store.LastSequence} is stored");
            Assert.Equal(Enumerable.Range(1, (int)store.LastSequence), events.Select(e => (int)e.Sequence));
        }
    }

    [Fact]
    public async Task A_second_process_is_refused_by_name_of_the_first()
    {
        using var folder = new TestStore { SegmentBytes = 200_000 };
        using var process = AppendingProcess.Start(folder.Directory);
        Assert.NotNull(process.Line());

        var refusal = Assert.Throws<EventStoreException>(folder.Open);

        Assert.Equal(EventStoreError.Locked, refusal.Error);
        Assert.Contains($"process {process.Id};", refusal.Message, StringComparison.Ordinal);
        process.Kill();
        await using var store = folder.Open();
    }

    [Fact]
    public async Task A_second_opening_in_the_same_process_is_refused_too()
    {
        using var folder = new TestStore();
        await using (folder.Open())
            Assert.Equal(EventStoreError.Locked, Assert.Throws<EventStoreException>(folder.Open).Error);
        await using var store = folder.Open();
    }

    [Fact]
    public async Task A_flush_that_the_kernel_fails_is_no_acknowledgement()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "needs strace to make fdatasync fail");
        using var folder = new TestStore { SegmentBytes = 200_000 };
        using var process = AppendingProcess.Start(
            folder.Directory, "/usr/bin/strace", "-f", "-o", "/dev/null", "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=21+");
        var (acknowledged, last) = process.End();

        Assert.StartsWith("LHB6112", last, StringComparison.Ordinal);
        Assert.Contains("errno 5", last, StringComparison.Ordinal);
        Assert.True(acknowledged > 0);
        await using var store = folder.Open();
        Assert.Empty(store.Recovery.Violations);
        Assert.True(store.LastSequence >= acknowledged, $"{acknowledged} was acknowledged, {store.LastSequence} is stored");
    }
}
