using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Operations;

public sealed class HistoryTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static CancellationToken Cancellation => RunningBridge.Cancellation;

    [Fact]
    public async Task A_replay_gives_each_visible_event_once_in_order_between_its_bounds()
    {
        await using var session = await bridge.NewSessionAsync();
        await using var other = await bridge.NewSessionAsync();
        var stored = new List<EventReceipt>();
        for (var i = 0; i < 30; i++)
        {
            stored.Add(await session.StoreEventAsync(new EventDraft("step", new { number = i }), Cancellation));
            await other.StoreEventAsync(new EventDraft("secret", new { number = i }), Cancellation);
        }

        var all = await ReplayAsync(session, new ReplayQuery());
        Assert.Equal(stored.Select(s => s.Sequence), all.Where(e => e.EventType == "step").Select(e => e.Sequence));
        Assert.DoesNotContain(all, e => e.EventType == "secret");
        Assert.Equal(all.Select(e => e.Sequence).Order().Distinct(), all.Select(e => e.Sequence));
        var part = await ReplayAsync(session, new ReplayQuery(stored[10].Sequence, stored[19].Sequence));
        Assert.Equal(stored[10..20].Select(s => s.Sequence), part.Select(e => e.Sequence));
        var byTime = await ReplayAsync(session, new ReplayQuery(StartTime: all.Single(e => e.Sequence == stored[25].Sequence).Timestamp));
        Assert.Equal(stored[^1].Sequence, byTime[^1].Sequence);
        Assert.DoesNotContain(byTime, e => e.Sequence < stored[24].Sequence);
        var reply = await ReplayAsync(bridge.Admin, new ReplayQuery(stored[0].Sequence));
        Assert.Equal(30, reply.Count(e => e.EventType == "secret"));
        Assert.Equal(JsonSerializer.Serialize(part[0]), JsonSerializer.Serialize((await session.QueryAsync(new EventQuery { AfterSequence = stored[10].Sequence - 1, Limit = 1 }, Cancellation)).Events[0]));
    }

    [Fact]
    public async Task Two_replays_of_one_agent_at_once_are_refused_and_an_ended_one_frees_its_place()
    {
        await using var session = await bridge.NewSessionAsync();
        for (var i = 0; i < 40; i++) await session.StoreEventAsync(new EventDraft("large", new { text = new string('x', 500_000) }), Cancellation);
        await using (var first = session.ReplayAsync(new ReplayQuery(), Cancellation).GetAsyncEnumerator(Cancellation))
        {
            // Much more than the connection holds, so that the first cannot end before it is read.
            Assert.True(await first.MoveNextAsync());
            await Refused.WithAsync(429, "too_many_replays", () => ReplayAsync(session, new ReplayQuery()));
        }
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                Assert.Equal(40, (await ReplayAsync(session, new ReplayQuery())).Count(e => e.EventType == "large"));
                return;
            }
            catch (BridgeException refused) when ((int)refused.StatusCode == 429)
            {
                await Task.Delay(20, bound.Token);
            }
        }
    }

    [Fact]
    public async Task An_aggregate_is_what_its_events_had_made_of_it_at_the_moment()
    {
        await using var session = await bridge.NewSessionAsync();
        var receipts = new List<EventReceipt>();
        foreach (var data in new object[] { new { a = 1, b = "x" }, new { b = "y" }, new { a = 2, c = new { d = true } } })
        {
            receipts.Add(await session.StoreEventAsync(new EventDraft("changed", data) { AggregateId = "thing/1", AggregateType = "thing" }, Cancellation));
            await Task.Delay(5, Cancellation);
        }

        var now = await session.StateAsync("thing", "thing/1", cancellation: Cancellation);
        Assert.Equal((3, receipts[0].Sequence, receipts[2].Sequence), (now.Version, now.FirstSequence, now.LastSequence));
        Assert.Equal("""{"a":2,"b":"y","c":{"d":true}}""", JsonSerializer.Serialize(now.State));
        var before = await session.StateAsync("thing", "thing/1", atSequence: receipts[1].Sequence, cancellation: Cancellation);
        Assert.Equal((2, """{"a":1,"b":"y"}"""), (before.Version, JsonSerializer.Serialize(before.State)));
        var byTime = await session.StateAsync("thing", "thing/1", atTime: before.UpdatedAt + 0.001, cancellation: Cancellation);
        Assert.Equal(2, byTime.Version);
        await using var other = await bridge.NewSessionAsync();
        await Refused.WithAsync(404, "unknown_aggregate", () => other.StateAsync("thing", "thing/1", cancellation: Cancellation));
        await Refused.WithAsync(404, "unknown_aggregate", () => session.StateAsync("thing", "thing/1", atSequence: receipts[0].Sequence - 1, cancellation: Cancellation));
        Assert.Equal(3, (await bridge.Admin.StateAsync("thing", "thing/1", cancellation: Cancellation)).Version);
        Assert.Equal(422, await bridge.Client.StatusOfAsync(session.Prepare(HttpMethod.Get, "/state/thing/thing%2F1?at_sequence=3&at_time=4")));
    }

    [Fact]
    public async Task A_state_that_grows_without_end_is_refused()
    {
        await using var session = await bridge.NewSessionAsync();
        for (var i = 0; i < 9; i++)
            await session.StoreEventAsync(
                new EventDraft("grown", new Dictionary<string, string> { [$"member{i}"] = new string('x', 500_000) }) { AggregateId = "big", AggregateType = "thing" }, Cancellation);
        await Refused.WithAsync(422, "state_too_large", () => session.StateAsync("thing", "big", cancellation: Cancellation));
    }

    private static async Task<List<BridgeEvent>> ReplayAsync(BridgeSession session, ReplayQuery query)
    {
        var events = new List<BridgeEvent>();
        await foreach (var one in session.ReplayAsync(query, Cancellation)) events.Add(one);
        return events;
    }
}
