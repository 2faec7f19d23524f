using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Push;

public sealed class SlowReaderTests
{
    [Fact]
    public async Task A_reader_that_does_not_read_holds_nobody_up_fills_no_memory_and_misses_nothing()
    {
        const int others = 200, events = 300, text = 100_000;
        await using var bridge = new RunningBridge("--Bridge:Push:SocketsPerAgent=100");
        await bridge.InitializeAsync();
        await using var author = await bridge.NewSessionAsync("system_agent");
        await using var slow = await bridge.NewSessionAsync();
        using var never = await RawSocket.OpenAsync(bridge.Address, slow);
        await never.SendTextAsync("""{"type":"subscribe","event_types":["*"]}""");
        await never.ReadUntilAsync("subscribed");
        var sockets = new List<BridgeSocket>();
        for (var agent = 0; agent < 4; agent++)
        {
            var session = await bridge.NewSessionAsync();
            for (var i = 0; i < others / 4; i++) sockets.Add(await session.SocketAsync());
        }

        await Task.WhenAll(sockets.Select(s => s.SubscribeAsync(["news"], cancellation: RunningBridge.Cancellation)));
        var stored = new List<long>();
        var large = new string('x', text);
        for (var i = 0; i < events; i++)
            stored.Add((await author.StoreEventAsync(new EventDraft("note", new { to_agent = slow.AgentId, large }), RunningBridge.Cancellation)).Sequence);
        // 30 MB wait for a reader whose queue has one.
        var queued = await FigureAsync(bridge, "bridge_push_queued_bytes");
        Assert.InRange(queued, 1, (1 << 20) + (2 * text));
        Assert.True(await FigureAsync(bridge, "bridge_push_fallbacks_total") >= 1);

        var news = new List<long>();
        for (var i = 0; i < 20; i++) news.Add((await author.ShareAsync()).Sequence);
        foreach (var socket in sockets) Assert.Equal(news, await socket.NextEventsAsync(news.Count));

        var read = new List<long>();
        while (read.Count < events + news.Count) read.Add(SequenceOf(await never.ReadUntilAsync("event")));
        Assert.Equal([.. stored, .. news], read);
        // It has caught up, and hears the next one live.
        var last = await author.ShareAsync();
        Assert.Equal(last.Sequence, SequenceOf(await never.ReadUntilAsync("event")));
        foreach (var socket in sockets) await socket.DisposeAsync();
    }

    [Fact]
    public async Task A_throttled_socket_gets_so_many_events_a_second_and_loses_none()
    {
        const int events = 25;
        await using var bridge = new RunningBridge("--Bridge:Push:EventsPerSecond=10", "--Bridge:Push:QueuedEvents=4");
        await bridge.InitializeAsync();
        await using var author = await bridge.NewSessionAsync();
        await using var reader = await bridge.NewSessionAsync();
        using var socket = await RawSocket.OpenAsync(bridge.Address, reader);
        await socket.SendTextAsync("""{"type":"subscribe","event_types":["note"]}""");
        await socket.ReadUntilAsync("subscribed");
        var (stored, read) = (new List<long>(), new List<long>());
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < events; i++) stored.Add((await author.NoteAsync(reader.AgentId)).Sequence);
        await socket.SendTextAsync("""{"type":"ping"}""");
        await socket.ReadUntilAsync("pong", before => read.Add(SequenceOf(before)));
        Assert.True(read.Count < events, "the reply was held up by events that waited");

        while (read.Count < events) read.Add(SequenceOf(await socket.ReadUntilAsync("event")));

        Assert.Equal(stored, read);
        // The bridge spaces them by 100 ms, however long this side takes to read them.
        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(2.3), $"{events} events came within {Stopwatch.GetElapsedTime(started)}");
    }

    private static long SequenceOf(JsonElement message) => message.GetProperty("event").GetProperty("sequence").GetInt64();

    [Fact]
    public async Task Two_thousand_sockets_are_held_and_all_hear_a_shared_event()
    {
        const int count = 2_000, agents = 20;
        await using var bridge = new RunningBridge("--Bridge:Push:SocketsPerAgent=100");
        await bridge.InitializeAsync();
        await using var author = await bridge.NewSessionAsync();
        var sessions = new List<BridgeSession>();
        for (var i = 0; i < agents; i++) sessions.Add(await bridge.NewSessionAsync("system_agent"));
        var sockets = new RawSocket[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = RunningBridge.Cancellation }, async (i, _) =>
        {
            sockets[i] = await RawSocket.OpenAsync(bridge.Address, sessions[i % agents]);
            await sockets[i].SendTextAsync("""{"type":"subscribe","event_types":["news"]}""");
            await sockets[i].ReadUntilAsync("subscribed");
        });
        Assert.Equal(count, await FigureAsync(bridge, "bridge_sockets"));

        for (var round = 0; round < 3; round++)
        {
            var stored = await author.ShareAsync();
            var heard = await Task.WhenAll(sockets.Select(s => s.ReadUntilAsync("event")));
            Assert.All(heard, message => Assert.Equal(stored.Sequence, message.GetProperty("event").GetProperty("sequence").GetInt64()));
        }

        foreach (var socket in sockets) socket.Dispose();
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await FigureAsync(bridge, "bridge_sockets") > 0) await Task.Delay(20, bound.Token);
        // Signs of life and sessions are watched no more: nothing is left of a socket.
        Assert.Equal(0, await FigureAsync(bridge, "bridge_deadlines"));
    }

    private static async Task<double> FigureAsync(RunningBridge bridge, string name)
    {
        var metrics = await bridge.Client.MetricsAsync(RunningBridge.Cancellation);
        return double.Parse(metrics.Split('\n').Single(l => l.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
