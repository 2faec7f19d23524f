using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Lighthouse.Load.Endurance;

namespace Lighthouse.Instruments.Tests.Load.Endurance;

/// <summary>The live page serves whoever looks on, whatever others send it and whenever they come, and never holds up the run that it shows.</summary>
public sealed class LivePageTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Who_comes_while_it_opens_is_served()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var early = await ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        await early.SendAsync(Request("/"), Token);
        using (var rude = await ConnectAsync((IPEndPoint)listener.LocalEndpoint))
            rude.LingerState = new LingerOption(true, 0);

        await using var page = LivePage.Open("a test", listener, TimeProvider.System);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await RestAsync(early), StringComparison.Ordinal);
        await IsServingAsync(page);
    }

    [Fact]
    public async Task Whoever_is_connected_does_not_keep_it_from_closing()
    {
        var page = LivePage.Open("a test");
        using var silent = await ConnectAsync(page);
        using var half = await ConnectAsync(page);
        await half.SendAsync("GET /events HT"u8.ToArray(), Token);
        using var viewer = await ViewerAsync(page);

        await page.DisposeAsync().AsTask().WaitAsync(Bound, Token);
        await page.DisposeAsync();
        page.Show(Reading(1));

        foreach (var socket in (Socket[])[silent, half, viewer])
            Assert.Equal("", await RestAsync(socket));
    }

    [Fact]
    public async Task Connections_that_come_and_go_at_any_moment_break_nothing()
    {
        for (var round = 0; round < 20; round++)
        {
            using var enough = new CancellationTokenSource();
            var page = LivePage.Open("a test");
            var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => CallAsync(page, enough.Token), Token)).ToList();
            await IsServingAsync(page);
            await page.DisposeAsync().AsTask().WaitAsync(Bound, Token);
            await enough.CancelAsync();
            await Task.WhenAll(callers).WaitAsync(Bound, Token);
        }
    }

    [Theory]
    [InlineData("\r\n\r\n")]
    [InlineData("GET\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n")]
    [InlineData("GET /  HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n")]
    public async Task What_is_no_request_for_it_is_refused(string sent)
    {
        await using var page = LivePage.Open("a test");
        using var socket = await ConnectAsync(page);
        await socket.SendAsync(Encoding.Latin1.GetBytes(sent), Token);

        Assert.StartsWith("HTTP/1.1 400 ", await RestAsync(socket), StringComparison.Ordinal);
        await IsServingAsync(page);
    }

    [Theory]
    [InlineData("GET", "/secret")]
    [InlineData("POST", "/")]
    [InlineData("GET", "/../etc/passwd")]
    public async Task Whatever_else_is_asked_for_is_not_there(string method, string path)
    {
        await using var page = LivePage.Open("a test");
        using var socket = await ConnectAsync(page);
        await socket.SendAsync(Request(path, method), Token);

        Assert.StartsWith("HTTP/1.1 404 ", await RestAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_an_end_is_refused()
    {
        await using var page = LivePage.Open("a test");
        using var socket = await ConnectAsync(page);
        await socket.SendAsync(Enumerable.Repeat((byte)'x', 8 << 10).ToArray(), Token);

        Assert.StartsWith("HTTP/1.1 400 ", await RestAsync(socket), StringComparison.Ordinal);
        await IsServingAsync(page);
    }

    [Fact]
    public async Task Random_bytes_break_nothing()
    {
        await using var page = LivePage.Open("a test");
        var random = new Random(417);
        for (var round = 0; round < 200; round++)
        {
            var bytes = new byte[random.Next(1, 600)];
            random.NextBytes(bytes);
            using var socket = await ConnectAsync(page);
            await socket.SendAsync(bytes, Token);
        }

        await IsServingAsync(page);
    }

    [Fact]
    public async Task Who_asks_for_nothing_is_cut_off_in_time()
    {
        var time = new HandedTimers();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var page = LivePage.Open("a test", listener, time);
        using var silent = await ConnectAsync(page);
        var rest = RestAsync(silent);
        for (; !rest.IsCompleted; await Task.Yield())
            time.Pass();

        Assert.Equal("", await rest);
    }

    [Fact]
    public async Task Who_reads_nothing_is_dropped()
    {
        const int shown = 100_000;
        await using var page = LivePage.Open("a test");
        using var asleep = await ViewerAsync(page);
        for (var number = 0; number < shown; number++)
            page.Show(Reading(number));

        // What the system had buffered for him still comes, and then the end.
        var messages = (await RestAsync(asleep)).Split("data: ").Length - 1;
        Assert.InRange(messages, 0, shown - 1);
        await IsServingAsync(page);
    }

    [Fact]
    public void Who_keeps_up_is_not_dropped_with_who_does_not()
    {
        var readings = new LiveReadings();
        readings.Show(Reading(0));
        var (awake, asleep) = (readings.TryJoin()!, readings.TryJoin()!);
        for (var number = 1; number <= 1_000; number++)
        {
            readings.Show(Reading(number));
            Assert.True(awake.Messages.TryRead(out var message));
            Assert.Contains($"\"elapsed\":{number},", Encoding.UTF8.GetString(message), StringComparison.Ordinal);
        }

        Assert.True(asleep.Dropped.IsCancellationRequested);
        Assert.False(awake.Dropped.IsCancellationRequested);
        Assert.Equal(60, asleep.Messages.Count);
    }

    [Fact]
    public void There_are_only_so_many_places_and_who_leaves_makes_room()
    {
        var readings = new LiveReadings();
        var viewers = Enumerable.Range(0, 32).Select(_ => readings.TryJoin()!).ToList();
        Assert.Null(readings.TryJoin());
        readings.Leave(viewers[7]);
        Assert.NotNull(readings.TryJoin());
    }

    [Fact]
    public void Who_comes_late_sees_the_last_readings_and_no_more_than_are_kept()
    {
        var readings = new LiveReadings();
        for (var number = 1; number <= 2_000; number++)
            readings.Show(Reading(number));

        var past = Encoding.UTF8.GetString(readings.TryJoin()!.Past).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(600, past.Length);
        Assert.Contains("\"elapsed\":2000,", past[^1], StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static LiveReading Reading(int number) => new(number, 1, 1, 1, 1, 1, 1);

    private static byte[] Request(string path, string method = "GET") => Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

    private static Task<Socket> ConnectAsync(LivePage page) => ConnectAsync(new IPEndPoint(IPAddress.Loopback, page.Address.Port));

    private static async Task<Socket> ConnectAsync(IPEndPoint address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4 << 10 };
        try
        {
            await socket.ConnectAsync(address, Token);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<Socket> ViewerAsync(LivePage page)
    {
        var socket = await ConnectAsync(page);
        await socket.SendAsync(Request("/events"), Token);
        var head = "";
        for (var one = new byte[1]; !head.EndsWith("\r\n\r\n", StringComparison.Ordinal); head += (char)one[0])
            Assert.Equal(1, await socket.ReceiveAsync(one, Token));
        Assert.StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n", head, StringComparison.Ordinal);
        return socket;
    }

    private static async Task<string> RestAsync(Socket socket)
    {
        var bytes = new List<byte>();
        try
        {
            var buffer = new byte[64 << 10];
            while (await socket.ReceiveAsync(buffer, Token).AsTask().WaitAsync(Bound, Token) is var received and > 0)
                bytes.AddRange(buffer.AsSpan(0, received));
        }
        catch (SocketException)
        {
            // Broken off: what came before counts.
        }

        return Encoding.Latin1.GetString([.. bytes]);
    }

    private static async Task IsServingAsync(LivePage page)
    {
        using var socket = await ConnectAsync(page);
        await socket.SendAsync(Request("/"), Token);
        Assert.Contains("EventSource('/events')", await RestAsync(socket), StringComparison.Ordinal);
    }

    private static async Task CallAsync(LivePage page, CancellationToken enough)
    {
        for (var call = 0; !enough.IsCancellationRequested; call++)
        {
            try
            {
                using var socket = await ConnectAsync(page);
                await socket.SendAsync(call % 2 == 0 ? Request("/") : "GET /ev"u8.ToArray(), Token);
                socket.LingerState = new LingerOption(call % 3 == 0, 0);
            }
            catch (SocketException)
            {
                // It is closed, or was while this one came.
            }
        }
    }

    /// <summary>A clock whose timers fire when the test says so.</summary>
    private sealed class HandedTimers : TimeProvider
    {
        private readonly ConcurrentQueue<Action> _timers = new();

        public void Pass()
        {
            while (_timers.TryDequeue(out var timer))
                timer();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Handed();
            _timers.Enqueue(() =>
            {
                if (!timer.IsDisposed)
                    callback(state);
            });
            return timer;
        }

        private sealed class Handed : ITimer
        {
            public bool IsDisposed { get; private set; }

            public bool Change(TimeSpan dueTime, TimeSpan period) => !IsDisposed;

            public void Dispose() => IsDisposed = true;

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
