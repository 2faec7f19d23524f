using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Lighthouse.Chaos.NetworkProxy;

namespace Lighthouse.Instruments.Tests.Chaos.NetworkProxy;

public sealed class TcpProxyTests : IAsyncDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly EchoServer _server = new();
    private readonly TcpProxy _proxy;

    public TcpProxyTests() => _proxy = TcpProxy.Start(_server.Address);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task What_is_sent_arrives_whole_and_in_order_and_is_counted()
    {
        using var client = await ConnectAsync();
        var sent = new byte[3_000_000];
        new Random(1).NextBytes(sent);
        var sending = Task.Run(async () =>
        {
            for (var at = 0; at < sent.Length;)
                at += await client.SendAsync(sent.AsMemory(at, Math.Min(70_000, sent.Length - at)));
            client.Shutdown(SocketShutdown.Send);
        }, Cancellation);
        var received = await ReadToEndAsync(client);
        await sending;
        Assert.True(sent.AsSpan().SequenceEqual(received));
        Assert.Equal(new ProxyFigures(1, sent.Length, sent.Length), _proxy.Figures);
    }

    [Fact]
    public async Task A_cut_holds_bytes_back_and_its_end_lets_them_go_on()
    {
        using var client = await ConnectAsync();
        await EchoAsync(client, 1);
        _proxy.Apply(LinkConditions.CutBothWays);
        await client.SendAsync(new byte[] { 2 });
        Assert.False(await AnswersAsync(client));
        Assert.Equal(1, Interlocked.Read(ref _server.Received));
        _proxy.Apply(LinkConditions.Open);
        Assert.Equal(2, await ReadByteAsync(client));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task A_cut_of_one_direction_leaves_the_other(bool toTarget, int arrived)
    {
        using var client = await ConnectAsync();
        await EchoAsync(client, 1);
        _proxy.Apply(toTarget ? new LinkConditions { ToTarget = DirectionCondition.Cut } : new LinkConditions { ToClients = DirectionCondition.Cut });
        await client.SendAsync(new byte[] { 2 });
        Assert.False(await AnswersAsync(client));
        await UntilAsync(() => Interlocked.Read(ref _server.Received) == 1 + arrived);
        _proxy.Apply(LinkConditions.Open);
        Assert.Equal(2, await ReadByteAsync(client));
    }

    [Fact]
    public async Task A_connection_made_in_a_cut_reaches_the_target_after_it()
    {
        _proxy.Apply(LinkConditions.CutBothWays);
        using var client = await ConnectAsync();
        await client.SendAsync(new byte[] { 7 });
        Assert.False(await AnswersAsync(client));
        _proxy.Apply(LinkConditions.Open);
        Assert.Equal(7, await ReadByteAsync(client));
    }

    [Fact]
    public async Task A_reset_breaks_open_connections_and_new_ones_until_it_ends()
    {
        using var open = await ConnectAsync();
        await EchoAsync(open, 1);
        _proxy.Apply(new LinkConditions { Connections = ConnectionFate.Reset });
        await Assert.ThrowsAsync<SocketException>(() => ReadByteAsync(open));
        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            using var fresh = await ConnectAsync();
            await fresh.SendAsync(new byte[] { 1 });
            await ReadByteAsync(fresh);
        });
        _proxy.Apply(LinkConditions.Open);
        using var later = await ConnectAsync();
        await EchoAsync(later, 3);
    }

    [Fact]
    public async Task Half_open_is_silent_until_it_ends_and_a_reset_then()
    {
        using var open = await ConnectAsync();
        await EchoAsync(open, 1);
        _proxy.Apply(new LinkConditions { Connections = ConnectionFate.HalfOpen });
        using var fresh = await ConnectAsync();
        await open.SendAsync(new byte[] { 2 });
        await fresh.SendAsync(new byte[] { 2 });
        Assert.False(await AnswersAsync(open));
        Assert.False(await AnswersAsync(fresh));
        Assert.Equal(1, Interlocked.Read(ref _server.Received));
        _proxy.Apply(LinkConditions.Open);
        await Assert.ThrowsAsync<SocketException>(() => ReadByteAsync(open));
        await Assert.ThrowsAsync<SocketException>(() => ReadByteAsync(fresh));
    }

    [Fact]
    public async Task Refused_means_that_nobody_listens_until_it_ends_on_the_same_port()
    {
        _proxy.Apply(new LinkConditions { Connections = ConnectionFate.Refused });
        var refusal = await Assert.ThrowsAsync<SocketException>(ConnectAsync);
        Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);
        _proxy.Apply(LinkConditions.Open);
        using var later = await ConnectAsync();
        await EchoAsync(later, 3);
    }

    [Fact]
    public async Task Latency_delays_bytes_and_does_not_make_them_fewer()
    {
        var each = TimeSpan.FromMilliseconds(60);
        _proxy.Apply(new LinkConditions { ToTarget = new DirectionCondition { Latency = each }, ToClients = new DirectionCondition { Latency = each } });
        using var client = await ConnectAsync();
        var begun = Stopwatch.GetTimestamp();
        const int bytes = 20;
        for (byte number = 0; number < bytes; number++)
        {
            await client.SendAsync(new[] { number });
            await Task.Delay(5, Cancellation);
        }

        for (byte number = 0; number < bytes; number++)
            Assert.Equal(number, await ReadByteAsync(client));
        // Not before both latencies; and not one latency after the other, which would be twenty times as long.
        Assert.InRange(Stopwatch.GetElapsedTime(begun), each * 2, each * bytes);
    }

    [Fact]
    public async Task Few_bytes_per_second_take_their_time()
    {
        _proxy.Apply(new LinkConditions { ToTarget = new DirectionCondition { BytesPerSecond = 20_000 } });
        using var client = await ConnectAsync();
        var begun = Stopwatch.GetTimestamp();
        await client.SendAsync(new byte[6_000]);
        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(6_000, (await ReadToEndAsync(client)).Length);
        Assert.True(Stopwatch.GetElapsedTime(begun) >= TimeSpan.FromSeconds(0.29));
    }

    [Fact]
    public async Task A_reader_that_does_not_read_holds_the_sender_back()
    {
        using var target = new TcpListener(IPAddress.Loopback, 0);
        target.Start();
        await using var proxy = TcpProxy.Start((IPEndPoint)target.LocalEndpoint);
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { SendBufferSize = 64 * 1024 };
        await client.ConnectAsync(proxy.Address, Cancellation);
        using var silent = await target.AcceptSocketAsync(Cancellation);
        var accepted = 0L;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var sending = Task.Run(async () =>
        {
            var block = new byte[64 * 1024];
            while (accepted < 1L << 30)
                Interlocked.Add(ref accepted, await client.SendAsync(block, end.Token));
        }, Cancellation);
        var last = -1L;
        await UntilAsync(async () =>
        {
            var now = Interlocked.Read(ref accepted);
            await Task.Delay(Moment, Cancellation);
            var isHeld = now == last;
            last = now;
            return isHeld;
        });
        Assert.InRange(last, 1, 100L << 20);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Many_clients_come_through_many_resets()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var clients = Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                try
                {
                    using var client = await ConnectAsync();
                    for (byte number = 0; number < 20; number++)
                        await EchoAsync(client, number);
                }
                catch (Exception problem) when (problem is SocketException or EndOfStreamException)
                {
                    // Broken off by a reset.
                }
            }
        })).ToList();
        for (var turn = 0; turn < 30; turn++)
        {
            _proxy.Apply(turn % 2 == 0 ? new LinkConditions { Connections = turn % 4 == 0 ? ConnectionFate.Reset : ConnectionFate.HalfOpen } : LinkConditions.Open);
            await Task.Delay(10, Cancellation);
        }

        _proxy.Apply(LinkConditions.Open);
        await end.CancelAsync();
        await Task.WhenAll(clients).WaitAsync(Patience, Cancellation);
        using var later = await ConnectAsync();
        await EchoAsync(later, 3);
    }

    [Fact]
    public void A_target_elsewhere_is_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => TcpProxy.Start(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 80)));
        Assert.StartsWith("LHC4404", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Conditions_outside_what_is_allowed_change_nothing()
    {
        Assert.StartsWith("LHC4401", Refusal(new DirectionCondition { Latency = TimeSpan.FromHours(1) }), StringComparison.Ordinal);
        Assert.StartsWith("LHC4402", Refusal(new DirectionCondition { BytesPerSecond = 5 }), StringComparison.Ordinal);
        Assert.Equal(LinkConditions.Open, _proxy.Conditions);

        string Refusal(DirectionCondition condition) => Assert.Throws<ArgumentException>(() => _proxy.Apply(new LinkConditions { ToTarget = condition })).Message;
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(_proxy.Address, Cancellation);
        return client;
    }

    private static async Task EchoAsync(Socket client, byte value)
    {
        await client.SendAsync(new[] { value });
        Assert.Equal(value, await ReadByteAsync(client));
    }

    private static async Task<byte> ReadByteAsync(Socket client)
    {
        var one = new byte[1];
        return await client.ReceiveAsync(one, Cancellation).AsTask().WaitAsync(Patience) == 1 ? one[0] : throw new EndOfStreamException();
    }

    private static async Task<bool> AnswersAsync(Socket client)
    {
        await Task.Delay(Moment, Cancellation);
        return client.Available > 0;
    }

    private static async Task<byte[]> ReadToEndAsync(Socket client)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await client.ReceiveAsync(buffer, Cancellation) is var count && count > 0)
            all.Write(buffer, 0, count);
        return all.ToArray();
    }

    private static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, "It did not come in time.");
            await Task.Delay(5, Cancellation);
        }
    }
}
