using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Push;

public sealed class ResumeTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task A_reader_that_comes_and_goes_gets_every_event_once_and_in_order()
    {
        const int events = 400;
        await using var author = await bridge.NewSessionAsync("system_agent");
        await using var reader = await bridge.NewSessionAsync();
        var since = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        var writing = WriteAsync(author, reader.AgentId, events);
        var random = new Random(5);
        var seen = new List<long>();
        while (seen.Count < events)
        {
            await using var socket = await reader.SocketAsync();
            await socket.SubscribeAsync(["note"], since, RunningBridge.Cancellation);
            seen.AddRange(await socket.NextEventsAsync(Math.Min(events - seen.Count, random.Next(1, 60))));
            since = seen[^1];
        }

        Assert.Equal(await writing, seen);
    }

    [Fact]
    public async Task A_long_poll_and_a_socket_hand_over_to_each_other_without_a_gap()
    {
        await using var author = await bridge.NewSessionAsync();
        await using var reader = await bridge.NewSessionAsync();
        var since = (await bridge.Client.StatusAsync(RunningBridge.Cancellation)).LastSequence;
        var stored = await WriteAsync(author, reader.AgentId, 30);
        var page = await reader.WaitAsync(since, cancellation: RunningBridge.Cancellation);
        await using var socket = await reader.SocketAsync();
        Assert.Equal(page.NextSequence, await socket.SubscribeAsync(["*"], page.NextSequence, RunningBridge.Cancellation));
        var pushed = await socket.NextEventsAsync(10);
        var rest = await reader.WaitAsync(socket.LastSequence, cancellation: RunningBridge.Cancellation);
        Assert.Equal(stored, [.. page.Events.Select(e => e.Sequence), .. pushed, .. rest.Events.Select(e => e.Sequence)]);
    }

    [Fact]
    public async Task A_place_to_begin_is_taken_with_the_first_subscription_only()
    {
        await using var reader = await bridge.NewSessionAsync();
        await using var socket = await reader.SocketAsync();
        await socket.SubscribeAsync(["a"], cancellation: RunningBridge.Cancellation);
        await Refused.WithAsync(409, "already_subscribed", () => socket.SubscribeAsync(["b"], 0));
    }

    [Fact]
    public async Task What_was_stored_before_a_restart_is_pushed_after_it()
    {
        await using var own = new RunningBridge();
        await own.InitializeAsync();
        var author = await own.NewSessionAsync();
        var reader = await own.NewAgentAsync();
        var stored = await WriteAsync(author, reader.AgentId, 20);
        await own.RestartAsync();
        await using var again = await own.Client.OpenSessionAsync(reader, cancellation: RunningBridge.Cancellation);
        await using var socket = await again.SocketAsync();
        await socket.SubscribeAsync(["note"], 0, RunningBridge.Cancellation);
        Assert.Equal(stored, await socket.NextEventsAsync(20));
    }

    private static async Task<List<long>> WriteAsync(BridgeSession author, string reader, int events)
    {
        var stored = new List<long>();
        for (var i = 0; i < events; i++) stored.Add((await author.NoteAsync(reader)).Sequence);
        return stored;
    }
}
