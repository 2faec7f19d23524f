using System.Text.Json;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>The past again: replays and states.</summary>
public abstract class HistoryContract(RunningBridge bridge) : ContractTests(bridge)
{
    [Fact]
    [Covers("GET /event/replay", 200)]
    public async Task A_replay_has_every_event_that_the_caller_may_see_and_says_where_it_ends()
    {
        await using var session = await Bridge.NewSessionAsync();
        var sent = new List<long>();
        for (var n = 0; n < 5; n++)
            sent.Add((await ExpectAsync(200, Post(session, "/event/store", new { event_type = "past", data = new { n } }))).GetProperty("sequence").GetInt64());
        var request = Get(session, $"/event/replay?from_sequence={sent[0]}");
        await ExpectAsync(200, request);
        using var response = await Bridge.Client.SendAsync(request, Cancellation);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        var lines = (await response.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        Assert.Equal(sent, lines.SkipLast(1).Select(line => line.GetProperty("sequence").GetInt64()));
        Assert.Equal(sent.Count, lines[^1].GetProperty("replayed").GetInt32());
        Assert.True(lines[^1].GetProperty("next_sequence").GetInt64() >= sent[^1]);
    }

    [Fact]
    [Covers("GET /state/{aggregate_type}/{aggregate_id}", 200, 404, 422)]
    public async Task A_state_is_that_of_the_moment_and_of_what_the_caller_may_see()
    {
        await using var session = await Bridge.NewSessionAsync();
        await using var other = await Bridge.NewSessionAsync();
        var path = "/state/order/o-" + session.AgentId;
        var first = await StoreAsync(new { paid = false, total = 7 });
        await StoreAsync(new { paid = true });
        var now = await ExpectAsync(200, Get(session, path));
        AssertShape(
            now, ("aggregate_type", JsonValueKind.String), ("aggregate_id", JsonValueKind.String), ("version", JsonValueKind.Number), ("state", JsonValueKind.Object),
            ("first_sequence", JsonValueKind.Number), ("last_sequence", JsonValueKind.Number), ("updated_at", JsonValueKind.Number), ("is_partial", JsonValueKind.False));
        Assert.Equal((true, 7), (now.GetProperty("state").GetProperty("paid").GetBoolean(), now.GetProperty("state").GetProperty("total").GetInt32()));
        Assert.False((await ExpectAsync(200, Get(session, $"{path}?at_sequence={first}"))).GetProperty("state").GetProperty("paid").GetBoolean());
        await ExpectAsync(404, "unknown_aggregate", Get(other, path));
        await ExpectAsync(404, "unknown_aggregate", Get(session, path + "?at_time=1"));
        await ExpectAsync(422, "invalid_request", Get(session, path + "?at_time=1&at_sequence=1"));

        async Task<long> StoreAsync(object data) => (await ExpectAsync(200, Post(
            session, "/event/store", new { event_type = "changed", aggregate_type = "order", aggregate_id = "o-" + session.AgentId, data }))).GetProperty("sequence").GetInt64();
    }
}
