using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Appending;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Appending;

public sealed class AnswersTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(33)]
    [InlineData(1_000)]
    public async Task Everybody_gets_the_own_answer(int count)
    {
        var appends = Enumerable.Range(0, count).Select(_ => Append()).ToList();
        for (var i = 0; i < count; i++)
            if (i % 3 == 1)
                appends[i].Failed(new EventStoreException(EventStoreError.NotWritable, $"failure {i}"));
            else
                appends[i].Stored([new StoredEvent(i, 0, "node", appends[i].Events[0])]);

        Answers.Give(appends);

        for (var i = 0; i < count; i++)
            if (i % 3 == 1)
                Assert.Equal($"failure {i}", (await Assert.ThrowsAsync<EventStoreException>(() => appends[i].Task.WaitAsync(Bound, Cancellation))).Message);
            else
                Assert.Equal(i, (await appends[i].Task.WaitAsync(Bound, Cancellation))[0].Sequence);
    }

    [Fact]
    public async Task Somebody_who_blocks_holds_up_nobody()
    {
        const int blocking = 4;
        var appends = Enumerable.Range(0, 100).Select(_ => Append()).ToList();
        using var last = new ManualResetEventSlim();
        // Each of the first ones waits, in the code that goes on with the answer, for the answer to the last one.
        var blocked = appends.Take(blocking)
            .Select(append => append.Task.ContinueWith(_ => Assert.True(last.Wait(Bound, Cancellation)), Cancellation, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default))
            .ToList();
        var signalled = appends[^1].Task.ContinueWith(_ => last.Set(), Cancellation, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        foreach (var append in appends)
            append.Stored([]);

        Answers.Give(appends);

        await Task.WhenAll(blocked).WaitAsync(Bound, Cancellation);
        await signalled;
        await Task.WhenAll(appends.Select(append => append.Task)).WaitAsync(Bound, Cancellation);
    }

    [Fact]
    public async Task What_is_stored_stays_stored()
    {
        var append = Append();
        append.Stored([]);
        append.Failed(new EventStoreException(EventStoreError.NotWritable, "too late"));

        Answers.Give([append]);

        Assert.Empty(await append.Task.WaitAsync(Bound, Cancellation));
    }

    private static PendingAppend Append() =>
        PendingAppend.Of([new NewEvent("type", "aggregate", "kind", "agent", "component", JsonElement.Parse("{}"), JsonElement.Parse("{}"))], "node");
}
