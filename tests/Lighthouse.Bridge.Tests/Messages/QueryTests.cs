using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Messages;

public sealed class QueryTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    [Fact]
    public async Task A_stored_event_comes_back_as_it_was()
    {
        await using var session = await bridge.NewSessionAsync();
        var draft = new EventDraft("build_finished", new { text = "a \"quoted\" ✓ \n line", number = 1.50, list = new[] { 1, 2 } })
        {
            AggregateId = "build-7", AggregateType = "build",
        };
        var receipt = await session.StoreEventAsync(draft, RunningBridge.Cancellation);
        Assert.Equal(("stored", receipt.EventId.Sequence), (receipt.Status, receipt.Sequence));

        var page = await session.QueryAsync(new EventQuery { EventType = "build_finished" }, RunningBridge.Cancellation);
        var found = Assert.Single(page.Events);
        Assert.Equal(("build-7", "build", session.AgentId, "agent"), (found.AggregateId, found.AggregateType, found.SourceAgent, found.SourceComponent));
        Assert.Equal((receipt.EventId, receipt.Sequence), (found.EventId, found.Sequence));
        Assert.Equal("a \"quoted\" ✓ \n line", found.Data.GetProperty("text").GetString());
        Assert.Equal([1, 2], found.Data.GetProperty("list").EnumerateArray().Select(e => e.GetInt32()));
    }

    [Fact]
    public async Task Every_filter_filters()
    {
        await using var session = await bridge.NewSessionAsync();
        var receipts = new List<EventReceipt>();
        for (var i = 0; i < 6; i++)
            receipts.Add(await session.StoreEventAsync(new EventDraft(i % 2 == 0 ? "even" : "odd", new { i }), RunningBridge.Cancellation));

        Assert.Equal(Sequences(0, 2, 4), await FindAsync(new EventQuery { EventType = "even" }));
        Assert.Equal(Sequences(3, 5), await FindAsync(new EventQuery { EventType = "odd", AfterSequence = receipts[2].Sequence }));
        Assert.Equal(Sequences(1), await FindAsync(new EventQuery { EventType = "odd", Limit = 1 }));
        Assert.Equal(Sequences(2, 4), await FindAsync(new EventQuery { EventType = "even", StartTime = Time(2) }));
        Assert.Equal(Sequences(0, 2), await FindAsync(new EventQuery { EventType = "even", EndTime = Time(2) }));
        Assert.Equal(Sequences(0, 1, 2, 3, 4, 5), (await FindAsync(new EventQuery { AgentId = session.AgentId })).Intersect(Sequences(0, 1, 2, 3, 4, 5)));
        Assert.Empty(await FindAsync(new EventQuery { EventType = "neither" }));

        IEnumerable<long> Sequences(params int[] which) => which.Select(i => receipts[i].Sequence);
        double Time(int which) => receipts[which].EventId.TimestampNs / 1e9;
        async Task<IEnumerable<long>> FindAsync(EventQuery query) =>
            (await session.QueryAsync(query, RunningBridge.Cancellation)).Events.Select(e => e.Sequence);
    }

    [Fact]
    public async Task Pages_by_sequence_cover_everything_once()
    {
        await using var session = await bridge.NewSessionAsync();
        var stored = new List<long>();
        for (var i = 0; i < 25; i++) stored.Add((await session.StoreEventAsync(new EventDraft("paged"), RunningBridge.Cancellation)).Sequence);
        var seen = new List<long>();
        for (IReadOnlyList<BridgeEvent> page = [null!]; page.Count > 0;)
        {
            page = (await session.QueryAsync(new EventQuery { EventType = "paged", Limit = 7, AfterSequence = seen.LastOrDefault() }, RunningBridge.Cancellation)).Events;
            seen.AddRange(page.Select(e => e.Sequence));
        }

        Assert.Equal(stored, seen);
    }

    [Fact]
    public async Task An_agent_reads_its_own_and_what_is_addressed_or_shared_and_an_admin_all()
    {
        await using var author = await bridge.NewSessionAsync();
        await using var addressee = await bridge.NewSessionAsync();
        await using var stranger = await bridge.NewSessionAsync();
        await author.StoreEventAsync(new EventDraft("secret", new { n = 1 }), RunningBridge.Cancellation);
        await author.StoreEventAsync(new EventDraft("secret", new { n = 2, to_agent = addressee.AgentId }), RunningBridge.Cancellation);
        await author.StoreEventAsync(new EventDraft("secret", new { n = 3, shared = true }), RunningBridge.Cancellation);
        await author.StoreEventAsync(new EventDraft("secret", new { n = 4, shared = "true", from_agent = stranger.AgentId }), RunningBridge.Cancellation);

        Assert.Equal([1, 2, 3, 4], await SeenByAsync(author));
        Assert.Equal([2, 3], await SeenByAsync(addressee));
        Assert.Equal([3], await SeenByAsync(stranger));
        Assert.Equal([1, 2, 3, 4], await SeenByAsync(bridge.Admin));

        async Task<IEnumerable<int>> SeenByAsync(BridgeSession session) =>
            (await session.QueryAsync(new EventQuery { EventType = "secret" }, RunningBridge.Cancellation)).Events.Select(e => e.Data.GetProperty("n").GetInt32());
    }

    [Fact]
    public async Task Another_name_than_the_sessions_is_refused_and_counted()
    {
        await using var session = await bridge.NewSessionAsync();
        var before = (await session.ElicitationMetricsAsync(RunningBridge.Cancellation)).Security.ImpersonationAttempts;
        await Refused.WithAsync(403, "impersonation", () => session.StoreEventAsync(new EventDraft("note") { AgentId = "admin" }));
        await Refused.WithAsync(403, "impersonation", () => session.QueryAsync(new EventQuery { AgentId = "admin" }));
        Assert.Equal(403, await bridge.Client.StatusOfAsync(session.Prepare(HttpMethod.Get, "/event/wait?agent_id=admin&timeout_seconds=0")));
        Assert.Equal(403, await bridge.Client.StatusOfAsync(session.Prepare(HttpMethod.Get, "/elicitation/pending?agent_id=admin")));
        Assert.Equal(403, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Get, $"/elicitation/pending?agent_id={session.AgentId}")));
        var after = (await session.ElicitationMetricsAsync(RunningBridge.Cancellation)).Security.ImpersonationAttempts;
        Assert.Equal(5, after - before);
    }

    [Theory]
    [InlineData("session_created")]
    [InlineData("agent_registered")]
    [InlineData("Elicitation_Responded")]
    public async Task The_bridges_own_types_cannot_be_stored(string type)
    {
        await using var session = await bridge.NewSessionAsync();
        await Refused.WithAsync(403, "reserved_event_type", () => session.StoreEventAsync(new EventDraft(type)));
    }

    [Fact]
    public async Task Nonces_are_in_no_event_that_is_shown()
    {
        await using var sender = await bridge.NewSessionAsync();
        await using var target = await bridge.NewSessionAsync();
        var ticket = await sender.CreateElicitationAsync(target.AgentId, "?", new { }, cancellation: RunningBridge.Cancellation);
        var pending = Assert.Single(await target.PendingAsync(RunningBridge.Cancellation));
        var shown = await bridge.Client.AnswerAsync(bridge.Admin.Prepare(HttpMethod.Get, "/event/query?limit=1000&event_type=elicitation_created"));
        Assert.Contains(ticket.ElicitationId, shown.Body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(ticket.Nonce, shown.Body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(pending.Nonce, shown.Body.GetRawText(), StringComparison.Ordinal);
    }
}
