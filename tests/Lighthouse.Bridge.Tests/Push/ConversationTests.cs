using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Push;

public sealed class ConversationTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static string Deep(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    [Fact]
    public async Task Events_of_subscribed_types_that_the_agent_may_see_are_pushed_and_no_others()
    {
        await using var author = await bridge.NewSessionAsync();
        await using var reader = await bridge.NewSessionAsync();
        await using var socket = await reader.SocketAsync();
        var before = await author.NoteAsync(reader.AgentId, "note");
        // What is acknowledged is announced a moment later; without a place to begin at it may come as new.
        await socket.SubscribeAsync(["note", "news"], before.Sequence, RunningBridge.Cancellation);
        await author.NoteAsync(reader.AgentId, "other");
        await author.NoteAsync("admin", "note");
        await reader.ShareAsync("news");
        var note = await author.NoteAsync(reader.AgentId, "note");
        var news = await author.ShareAsync("news", "hello");
        var pushed = await socket.NextAsync(2);
        Assert.Equal([note.Sequence, news.Sequence], pushed.Select(p => ((PushedEvent)p).Event.Sequence));
        // What is pushed is what a query shows.
        var stored = (await reader.QueryAsync(new EventQuery { AfterSequence = news.Sequence - 1 }, RunningBridge.Cancellation)).Events.Single();
        var e = ((PushedEvent)pushed[1]).Event;
        Assert.Equal((stored.EventId, stored.EventType, stored.Timestamp, stored.SourceAgent), (e.EventId, e.EventType, e.Timestamp, e.SourceAgent));
        Assert.True(JsonElement.DeepEquals(stored.Data, e.Data));

        await socket.UnsubscribeAsync(["note"], RunningBridge.Cancellation);
        await author.NoteAsync(reader.AgentId, "note");
        var last = await author.ShareAsync("news");
        Assert.Equal([last.Sequence], await socket.NextEventsAsync(1));
    }

    [Fact]
    public async Task What_is_told_to_a_group_is_pushed_to_each_of_it_once_and_to_nobody_else()
    {
        await using var author = await bridge.NewSessionAsync();
        await using var member = await bridge.NewSessionAsync();
        await using var stranger = await bridge.NewSessionAsync();
        await using var socket = await member.SocketAsync();
        await using var strangers = await stranger.SocketAsync();
        await socket.SubscribeAsync(["collaboration_shared", "news"], cancellation: RunningBridge.Cancellation);
        await strangers.SubscribeAsync(["collaboration_shared", "news"], cancellation: RunningBridge.Cancellation);
        var together = await author.StartCollaborationAsync([member.AgentId], cancellation: RunningBridge.Cancellation);
        await author.ShareAsync(together.SessionId, "plan", "go", cancellation: RunningBridge.Cancellation);
        var news = await author.ShareAsync("news");

        var pushed = await socket.NextAsync(2);
        Assert.Equal(together.SessionId, ((PushedEvent)pushed[0]).Event.AggregateId);
        Assert.Equal(news.Sequence, ((PushedEvent)pushed[1]).Event.Sequence);
        Assert.Equal([news.Sequence], await strangers.NextEventsAsync(1));
    }

    [Fact]
    public async Task All_types_are_subscribed_by_a_star_and_an_admin_sees_everything()
    {
        await using var author = await bridge.NewSessionAsync();
        await using var socket = await bridge.Admin.SocketAsync();
        var before = await author.StoreEventAsync(new EventDraft("before"), RunningBridge.Cancellation);
        await socket.SubscribeAsync(["*"], before.Sequence, RunningBridge.Cancellation);
        var stored = await author.StoreEventAsync(new EventDraft("private", new { secret = 1 }), RunningBridge.Cancellation);
        Assert.Equal([stored.Sequence], await socket.NextEventsAsync(1));
    }

    [Fact]
    public async Task A_publication_is_stored_before_it_is_acknowledged_and_held_to_the_same_rules()
    {
        await using var author = await bridge.NewSessionAsync();
        await using var guest = await bridge.NewSessionAsync("guest");
        await using var socket = await author.SocketAsync();
        await using var guestSocket = await guest.SocketAsync();
        var ack = await socket.PublishAsync(new EventDraft("note", new { a = 1 }) { Metadata = new { b = 2 } }, RunningBridge.Cancellation);
        var stored = (await author.QueryAsync(new EventQuery { AfterSequence = ack.Sequence - 1 }, RunningBridge.Cancellation)).Events.Single();
        Assert.Equal((ack.EventId, "note", author.AgentId, 1), (stored.EventId, stored.EventType, stored.SourceAgent, stored.Data.GetProperty("a").GetInt32()));

        await Refused.WithAsync(403, "reserved_event_type", () => socket.PublishAsync(new EventDraft("session_created")));
        await Refused.WithAsync(403, "impersonation", () => socket.PublishAsync(new EventDraft("note") { AgentId = "admin" }));
        await Refused.WithAsync(422, "invalid_request", () => socket.PublishAsync(new EventDraft("")));
        await Refused.WithAsync(422, "invalid_request", () => socket.PublishAsync(new EventDraft("note", new[] { 1 })));
        await Refused.WithAsync(403, "not_permitted", () => guestSocket.PublishAsync(new EventDraft("note")));
        await socket.PingAsync(RunningBridge.Cancellation);
    }

    [Fact]
    public async Task Messages_count_against_the_roles_limit_of_requests()
    {
        await using var guest = await bridge.NewSessionAsync("guest");
        await using var socket = await guest.SocketAsync();
        var refusal = await Assert.ThrowsAsync<BridgeException>(async () =>
        {
            for (var i = 0; i < 200; i++) await socket.PingAsync(RunningBridge.Cancellation);
        });
        Assert.Equal((429, "rate_limited"), ((int)refusal.StatusCode, refusal.Code));
        Assert.True(refusal.RetryAfter > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("", "invalid_body")]
    [InlineData("{", "invalid_body")]
    [InlineData("[]", "invalid_request")]
    [InlineData("1", "invalid_request")]
    [InlineData("{}", "invalid_request")]
    [InlineData("""{"type":"shout"}""", "invalid_request")]
    [InlineData("""{"type":"ping","type":"ping"}""", "invalid_body")]
    [InlineData("""{"type":"ping","ref":5}""", "invalid_request")]
    [InlineData("""{"type":"subscribe"}""", "invalid_request")]
    [InlineData("""{"type":"subscribe","event_types":[]}""", "invalid_request")]
    [InlineData("""{"type":"subscribe","event_types":[1]}""", "invalid_request")]
    [InlineData("""{"type":"subscribe","event_types":["a"],"since_sequence":-1}""", "invalid_request")]
    [InlineData("""{"type":"subscribe","event_types":["a"],"since_sequence":1e300}""", "invalid_request")]
    [InlineData("""{"type":"unsubscribe","event_types":"a"}""", "invalid_request")]
    [InlineData("""{"type":"publish"}""", "invalid_request")]
    [InlineData("""{"type":"publish","event_type":"a","data":"\ud800"}""", "invalid_body")]
    public async Task A_message_that_says_nothing_is_answered_with_an_error_and_the_socket_lives(string text, string code)
    {
        await using var session = await bridge.NewSessionAsync();
        using var socket = await RawSocket.OpenAsync(bridge.Address, session);
        await socket.SendTextAsync(text);
        await socket.SendTextAsync("""{"type":"ping","ref":"after"}""");
        Assert.Equal(("error", code), await MessageAsync(socket, "code"));
        Assert.Equal(("pong", "after"), await MessageAsync(socket, "ref"));
    }

    [Fact]
    public async Task Depth_and_number_of_types_are_bounded()
    {
        await using var session = await bridge.NewSessionAsync();
        using var socket = await RawSocket.OpenAsync(bridge.Address, session);
        await socket.SendTextAsync($$"""{"type":"publish","event_type":"a","data":{{Deep(9)}}}""");
        Assert.Equal("ack", (await MessageAsync(socket, "type")).Value);
        await socket.SendTextAsync($$"""{"type":"publish","event_type":"a","data":{{Deep(10)}}}""");
        Assert.Equal(("error", "invalid_body"), await MessageAsync(socket, "code"));
        await socket.SendTextAsync($$"""{"type":"publish","event_type":"a","data":{{Deep(50_000)}}}""");
        Assert.Equal(("error", "invalid_body"), await MessageAsync(socket, "code"));
        for (var page = 0; page < 2; page++)
            await socket.SendTextAsync(JsonSerializer.Serialize(new { type = "subscribe", event_types = Enumerable.Range(page * 60, 60).Select(i => $"type-{i}") }));
        Assert.Equal("subscribed", (await MessageAsync(socket, "type")).Value);
        Assert.Equal(("error", "too_many_types"), await MessageAsync(socket, "code"));
    }

    [Fact]
    public async Task What_is_no_frame_closes_the_socket_with_the_right_code()
    {
        (string What, Func<RawSocket, Task> Send, int Code)[] cases =
        [
            ("binary", s => s.SendAsync(0x82, "{}"u8), 1003),
            ("not masked", s => s.SendAsync(0x81, "{}"u8, masked: false), 1002),
            ("reserved bit", s => s.SendAsync(0xC1, "{}"u8), 1002),
            ("unknown opcode", s => s.SendAsync(0x83, "{}"u8), 1002),
            ("fragmented ping", s => s.SendAsync(0x09, []), 1002),
            ("long ping", s => s.SendAsync(0x89, new byte[126]), 1002),
            ("continuation of nothing", s => s.SendAsync(0x80, "{}"u8), 1002),
            ("not UTF-8", s => s.SendAsync(0x81, [0x22, 0xFF, 0x22]), 1007),
            ("too big", s => s.SendAsync(0x81, new byte[(1 << 20) + 1]), 1009),
            ("too big in its head alone", s => s.SendRawAsync(new byte[] { 0x81, 0xFF, 0, 0, 1, 0, 0, 0, 0, 0, 1, 2, 3, 4 }), 1009),
            ("negative length", s => s.SendRawAsync(new byte[] { 0x81, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4 }), 1002),
            ("length not shortest", s => s.SendRawAsync(new byte[] { 0x81, 0xFE, 0, 1, 1, 2, 3, 4, 5 }), 1002),
            ("closing with a forbidden code", s => s.SendAsync(0x88, [0x03, 0xED]), 1002),
            ("closing with half a code", s => s.SendAsync(0x88, [0x03]), 1002),
            ("closing", s => s.SendAsync(0x88, [0x03, 0xE8]), 1000),
        ];
        await using var session = await bridge.NewSessionAsync();
        foreach (var (what, send, code) in cases)
        {
            using var socket = await RawSocket.OpenAsync(bridge.Address, session);
            await send(socket);
            Assert.Equal((what, code), (what, await socket.CloseCodeAsync()));
        }

        using var big = await RawSocket.OpenAsync(bridge.Address, session);
        await big.SendAsync(0x01, new byte[1 << 19]);
        await big.SendAsync(0x00, new byte[(1 << 19) + 1]);
        Assert.Equal(1009, await big.CloseCodeAsync());
    }

    [Fact]
    public async Task Fragments_with_control_frames_between_them_are_one_message()
    {
        await using var session = await bridge.NewSessionAsync();
        using var socket = await RawSocket.OpenAsync(bridge.Address, session);
        await socket.SendAsync(0x01, "{\"type\":\"pi"u8);
        await socket.SendAsync(0x89, "are you there"u8);
        await socket.SendAsync(0x00, []);
        await socket.SendAsync(0x80, "ng\",\"ref\":\"whole\"}"u8);
        var pong = await NextAsync(socket, 0x8A);
        Assert.Equal("are you there", Encoding.UTF8.GetString(pong));
        Assert.Equal(("pong", "whole"), await MessageAsync(socket, "ref"));
    }

    private static async Task<(string Type, string Value)> MessageAsync(RawSocket socket, string name)
    {
        var message = JsonElement.Parse(await NextAsync(socket, 0x81));
        return (message.GetProperty("type").GetString()!, message.GetProperty(name).GetString()!);
    }

    // The bridge pings when it likes.
    private static async Task<byte[]> NextAsync(RawSocket socket, int firstByte)
    {
        while (await socket.ReadAsync() is var (first, payload))
            if (first == firstByte) return payload;
        throw new InvalidOperationException("The socket was closed.");
    }
}
