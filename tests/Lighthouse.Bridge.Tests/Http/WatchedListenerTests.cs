using System.Net;
using Lighthouse.Bridge.Http;
using Microsoft.AspNetCore.Connections;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Http;

public sealed class WatchedListenerTests
{
    private readonly ManualTime time = new();
    private readonly Inner inner = new();
    private int ended;

    [Fact]
    public async Task A_connection_that_there_was_no_memory_for_does_not_end_the_accepting()
    {
        await using var listener = new WatchedListener(inner, time);
        using var watch = new ListenerWatch(time, () => ended++);
        watch.Add(listener);
        inner.OutOfMemory = 3;
        var accepted = listener.AcceptAsync(CancellationToken.None).AsTask();
        for (var i = 0; i < 3; i++)
        {
            Assert.False(accepted.IsCompleted);
            Assert.False(listener.WasDeaf());
            Assert.False(listener.WasDeaf());
            time.Advance(TimeSpan.FromMilliseconds(100));
            while (inner.Accepts < i + 2) await Task.Delay(1, RunningBridge.Cancellation);
        }

        Assert.Same(Inner.Connection, await accepted);
        Assert.Equal(4, inner.Accepts);
        Assert.Equal(0, ended);
    }

    [Fact]
    public async Task A_listener_that_nobody_accepts_from_ends_the_process_once_and_not_before_ten_seconds()
    {
        await using var listener = new WatchedListener(inner, time);
        using var watch = new ListenerWatch(time, () => ended++);
        watch.Add(listener);
        inner.IsBroken = true;
        await Assert.ThrowsAsync<IOException>(() => listener.AcceptAsync(CancellationToken.None).AsTask());
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, ended);
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, ended);
    }

    [Fact]
    public async Task A_listener_that_is_accepted_from_now_and_then_is_left_alone()
    {
        await using var listener = new WatchedListener(inner, time);
        using var watch = new ListenerWatch(time, () => ended++);
        watch.Add(listener);
        for (var i = 0; i < 20; i++)
        {
            time.Advance(TimeSpan.FromSeconds(9));
            inner.OutOfMemory = 1;
            var accepted = listener.AcceptAsync(CancellationToken.None).AsTask();
            time.Advance(TimeSpan.FromSeconds(1));
            await accepted;
        }

        Assert.Equal(0, ended);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_listener_that_was_closed_is_not_deaf(bool isDisposed)
    {
        var listener = new WatchedListener(inner, time);
        using var watch = new ListenerWatch(time, () => ended++);
        watch.Add(listener);
        await (isDisposed ? listener.DisposeAsync() : listener.UnbindAsync(CancellationToken.None));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, ended);
    }

    private sealed class Inner : IConnectionListener
    {
        public static readonly ConnectionContext Connection = new DefaultConnectionContext();

        public int OutOfMemory { get; set; }

        public bool IsBroken { get; set; }

        public int Accepts { get; private set; }

        public EndPoint EndPoint => new IPEndPoint(IPAddress.Loopback, 1);

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            Accepts++;
            return IsBroken ? throw new IOException("broken")
                : OutOfMemory-- > 0 ? throw new OutOfMemoryException()
                : ValueTask.FromResult<ConnectionContext?>(Connection);
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
