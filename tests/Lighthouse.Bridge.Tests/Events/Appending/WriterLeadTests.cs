using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events.Appending;

public sealed class WriterLeadTests : IDisposable
{
    private const string Writer = "event-store";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly TestStore _home = new(inMemory: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_appends_alone_goes_on_where_it_was_stored()
    {
        await using var store = _home.Open();

        var threads = await Task.Run(
            async () =>
            {
                var seen = new List<string?>();
                for (var number = 1; number <= 200; number++)
                {
                    // Without a token nothing stands between the append and who waits for it.
                    await store.AppendAsync([StoreHome.Event(number)], CancellationToken.None);
                    seen.Add(Thread.CurrentThread.Name);
                }

                return seen;
            },
            Cancellation);

        Assert.Contains(Writer, threads);
        Assert.Equal(Enumerable.Range(1, 200), (await StoreHome.ReadAllAsync(store)).Select(StoreHome.Number));
    }

    [Fact]
    public async Task Who_blocks_there_until_his_next_append_is_stored_gets_it_stored()
    {
        await using var store = _home.Open();

        for (var number = 1; number <= 41; number += 2)
            await Task.Run(() => AppendThenBlockAsync(store, number), Cancellation).WaitAsync(Bound, Cancellation);

        Assert.Equal(Enumerable.Range(1, 42), (await StoreHome.ReadAllAsync(store)).Select(StoreHome.Number));
    }

    [Fact]
    public async Task Who_blocks_there_holds_up_no_others()
    {
        await using var store = _home.Open();
        using var held = new ManualResetEventSlim();
        var blocked = Task.Run(() => AppendThenWaitAsync(store, held), Cancellation);
        await store.WaitForNewerAsync(0, Cancellation);

        for (var number = 2; number <= 50; number++)
            await store.AppendAsync([StoreHome.Event(number)], CancellationToken.None).WaitAsync(Bound, Cancellation);
        held.Set();
        await blocked;

        Assert.Equal(50, store.LastSequence);
    }

    [Fact]
    public async Task Who_waited_for_a_lone_append_goes_on_there_too()
    {
        await using var store = _home.Open();
        var threads = await Task.Run(
            async () =>
            {
                var seen = new List<string?>();
                for (var number = 1; number <= 200; number++)
                {
                    var waiting = ThreadAfterAsync(store.WaitForNewerAsync(number - 1, CancellationToken.None));
                    await store.AppendAsync([StoreHome.Event(number)], CancellationToken.None);
                    seen.Add(await waiting);
                }

                return seen;
            },
            Cancellation).WaitAsync(Bound, Cancellation);

        Assert.Contains(Writer, threads);
    }

    [Fact]
    public async Task Who_blocks_there_keeps_nobody_from_being_woken()
    {
        await using var store = _home.Open();
        for (var round = 0; round < 20; round++)
        {
            using var held = new ManualResetEventSlim();
            var waiting = store.WaitForNewerAsync(round, Cancellation);
            var blocked = Task.Run(() => AppendThenWaitAsync(store, held), Cancellation);
            await waiting.WaitAsync(Bound, Cancellation);
            Assert.False(held.IsSet);
            held.Set();
            await blocked;
        }
    }

    [Fact]
    public async Task Who_was_woken_there_and_blocks_holds_up_no_appends()
    {
        await using var store = _home.Open();
        using var held = new ManualResetEventSlim();
        var blocked = WaitThenBlockAsync(store, held);

        for (var number = 1; number <= 50; number++)
            await Task.Run(() => store.AppendAsync([StoreHome.Event(number)], CancellationToken.None), Cancellation).WaitAsync(Bound, Cancellation);
        Assert.False(blocked.IsCompleted);
        held.Set();
        await blocked;
    }

    [Fact]
    public async Task Who_goes_on_there_can_close_the_store()
    {
        for (var round = 0; round < 20; round++)
        {
            var store = _home.Open();
            await Task.Run(
                async () =>
                {
                    await store.AppendAsync([StoreHome.Event(1)], CancellationToken.None);
                    await store.DisposeAsync();
                },
                Cancellation).WaitAsync(Bound, Cancellation);
        }

        await using var opened = _home.Open();
        Assert.Equal(20, opened.LastSequence);
    }

    [Fact]
    public async Task Many_who_append_alone_and_together_are_all_answered()
    {
        await using var store = _home.Open();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(producer => Task.Run(
            async () =>
            {
                for (var i = 0; i < 300; i++)
                {
                    await store.AppendAsync([StoreHome.Event(producer)], CancellationToken.None);
                    // Now alone, now with others.
                    if (i % 7 == producer % 7)
                        await Task.Yield();
                }
            },
            Cancellation))).WaitAsync(Bound, Cancellation);

        Assert.Equal(8 * 300, store.LastSequence);
    }

    public void Dispose() => _home.Dispose();

    private static async Task AppendThenBlockAsync(FileEventStore store, int number)
    {
        await store.AppendAsync([StoreHome.Event(number)], CancellationToken.None);
        store.AppendAsync([StoreHome.Event(number + 1)], CancellationToken.None).GetAwaiter().GetResult();
    }

    private static async Task<string?> ThreadAfterAsync(Task waiting)
    {
        await waiting;
        return Thread.CurrentThread.Name;
    }

    private static async Task WaitThenBlockAsync(FileEventStore store, ManualResetEventSlim held)
    {
        await store.WaitForNewerAsync(0, Cancellation);
        held.Wait(Bound);
    }

    private static async Task AppendThenWaitAsync(FileEventStore store, ManualResetEventSlim held)
    {
        await store.AppendAsync([StoreHome.Event(1)], CancellationToken.None);
        held.Wait(Bound);
    }
}
