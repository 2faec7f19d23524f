using System.Net;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.AspNetCore.Connections;

namespace Lighthouse.Bridge.Tests.Http;

public sealed class WatchedListenerTests
{
    private readonly ManualTime _time = new();
    private readonly Inner _inner = new();
    private int _ended;

    [Fact]
    public async Task A_connection_that_there_was_no_memory_for_does_not_end_the_accepting()
    {
        await using var listener = new WatchedListener(_inner, _time);
        using var watch = new ListenerWatch(_time, () => _ended++);
        watch.Add(listener);
        _inner.OutOfMemory = 3;
        var accepted = listener.AcceptAsync(CancellationToken.None).AsTask();
        for (var i = 0; i < 3; i++)
        {
            Assert.False(accepted.IsCompleted);
            Assert.False(listener.WasDeaf());
            Assert.False(listener.WasDeaf());
            while (_inner.Accepts < i + 2)
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                await Task.Yield();
            }
        }

        Assert.Same(Inner.Connection, await accepted);
        Assert.Equal(4, _inner.Accepts);
        Assert.Equal(0, _ended);
    }

    [Fact]
    public async Task A_listener_that_nobody_accepts_from_ends_the_process_once_and_not_before_ten_seconds()
    {
        await using var listener = new WatchedListener(_inner, _time);
        using var watch = new ListenerWatch(_time, () => _ended++);
        watch.Add(listener);
        _inner.IsBroken = true;
        await Assert.ThrowsAsync<IOException>(() => listener.AcceptAsync(CancellationToken.None).AsTask());
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, _ended);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(1, _ended);
    }

    [Fact]
    public async Task A_listener_that_is_accepted_from_now_and_then_is_left_alone()
    {
        await using var listener = new WatchedListener(_inner, _time);
        using var watch = new ListenerWatch(_time, () => _ended++);
        watch.Add(listener);
        for (var i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(9));
            _inner.OutOfMemory = 1;
            var accepted = listener.AcceptAsync(CancellationToken.None).AsTask();
            _time.Advance(TimeSpan.FromSeconds(1));
            await accepted;
        }

        Assert.Equal(0, _ended);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_listener_that_was_closed_is_not_deaf(bool isDisposed)
    {
        var listener = new WatchedListener(_inner, _time);
        using var watch = new ListenerWatch(_time, () => _ended++);
        watch.Add(listener);
        await (isDisposed ? listener.DisposeAsync() : listener.UnbindAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _ended);
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
