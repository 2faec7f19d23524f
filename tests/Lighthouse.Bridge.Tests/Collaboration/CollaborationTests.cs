using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Collaboration;

public sealed class CollaborationTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static CancellationToken Cancellation => RunningBridge.Cancellation;

    [Fact]
    public async Task What_one_shares_all_participants_are_told_at_once_and_nobody_else()
    {
        var (starter, first, second) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var outsider = await bridge.NewSessionAsync();
        var since = await NowAsync();
        var outside = outsider.WaitAsync(since, TimeSpan.FromSeconds(2), Cancellation);
        var started = await starter.StartCollaborationAsync([first.AgentId, second.AgentId], "find it", "review", new { n = 1 }, Cancellation);
        Assert.Equal(new[] { starter.AgentId, first.AgentId, second.AgentId }.Order(StringComparer.Ordinal), started.Participants);
        since = await SeesAsync(first, since, "collaboration_started");

        var (told, alsoTold) = (second.WaitAsync(since, cancellation: Cancellation), starter.WaitAsync(since, cancellation: Cancellation));
        Assert.Equal(1, await first.ShareAsync(started.SessionId, "finding", new { line = 7 }, cancellation: Cancellation));
        foreach (var news in new[] { await told, await alsoTold })
        {
            // A wait that nobody wakes finds the event as well, but only when its minute is over.
            Assert.True(news.WaitedSeconds < 30, $"waited {news.WaitedSeconds} s");
            var shared = news.Events.Single();
            Assert.Equal(
                ("collaboration_shared", first.AgentId, 7), (shared.EventType, shared.SourceAgent, shared.Data.GetProperty("value").GetProperty("line").GetInt32()));
        }

        var context = await second.ContextAsync(started.SessionId, Cancellation);
        Assert.Equal(("active", "find it", "review", 1), (context.Status, context.Objective, context.CollaborationType, context.Context.Count));
        await starter.EndCollaborationAsync(started.SessionId, "found", Cancellation);
        await SeesAsync(second, since + 1, "collaboration_ended");

        Assert.Equal(0, (await outside).Count);
        Assert.Empty((await outsider.QueryAsync(new EventQuery { AfterSequence = since - 1 }, Cancellation)).Events);
        await Refused.WithAsync(403, "not_your_collaboration", () => outsider.ContextAsync(started.SessionId, Cancellation));
        Assert.Equal("ended", (await bridge.Admin.ContextAsync(started.SessionId, Cancellation)).Status);
        Assert.Equal(3, (await second.QueryAsync(new EventQuery { AfterSequence = since - 1 }, Cancellation)).Count);
    }

    [Fact]
    public async Task An_agent_cannot_make_itself_a_participant_by_its_own_event()
    {
        var (author, victim) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var stored = await author.StoreEventAsync(new EventDraft("note", new { participants = new[] { victim.AgentId } }), Cancellation);
        Assert.Empty((await victim.QueryAsync(new EventQuery { AfterSequence = stored.Sequence - 1 }, Cancellation)).Events);
    }

    [Fact]
    public async Task Each_refusal_has_its_status()
    {
        var (starter, other, outsider) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        await Refused.WithAsync(404, "unknown_agent", () => starter.StartCollaborationAsync(["nobody"], cancellation: Cancellation));
        await Refused.WithAsync(422, "invalid_participants", () => starter.StartCollaborationAsync([starter.AgentId], cancellation: Cancellation));
        await Refused.WithAsync(422, "invalid_request", () => starter.StartCollaborationAsync([], cancellation: Cancellation));
        await Refused.WithAsync(422, "invalid_participants", () => starter.StartCollaborationAsync([.. Enumerable.Range(0, 40).Select(i => $"a{i}")], cancellation: Cancellation));
        await Refused.WithAsync(404, "unknown_collaboration", () => starter.ShareAsync("collab_0", "k", 1, cancellation: Cancellation));
        await using var guest = await bridge.NewSessionAsync("guest");
        await Refused.WithAsync(403, "not_permitted", () => guest.StartCollaborationAsync([other.AgentId], cancellation: Cancellation));

        var id = (await starter.StartCollaborationAsync([other.AgentId], cancellation: Cancellation)).SessionId;
        await Refused.WithAsync(403, "not_your_collaboration", () => outsider.ShareAsync(id, "k", 1, cancellation: Cancellation));
        await Refused.WithAsync(403, "not_your_collaboration", () => other.EndCollaborationAsync(id, cancellation: Cancellation));
        await starter.EndCollaborationAsync(id, cancellation: Cancellation);
        await Refused.WithAsync(409, "already_ended", () => starter.EndCollaborationAsync(id, cancellation: Cancellation));
        await Refused.WithAsync(409, "already_ended", () => other.ShareAsync(id, "k", 1, cancellation: Cancellation));
    }

    [Fact]
    public async Task The_context_is_bounded_and_room_that_is_given_back_can_be_used()
    {
        var (starter, other) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var id = (await starter.StartCollaborationAsync([other.AgentId], cancellation: Cancellation)).SessionId;
        // In turns, because one alone would use up the burst of its role.
        for (var i = 0; i < 100; i++) await (i % 2 == 0 ? starter : other).ShareAsync(id, $"key-{i}", i, cancellation: Cancellation);
        await Refused.WithAsync(413, "context_too_large", () => other.ShareAsync(id, "one-more", 1, cancellation: Cancellation));
        await other.ShareAsync(id, "key-0", "replaced", cancellation: Cancellation);
        await other.ShareAsync(id, "key-1", null, cancellation: Cancellation);
        await other.ShareAsync(id, "one-more", new string('x', 200_000), cancellation: Cancellation);
        await Refused.WithAsync(413, "context_too_large", () => other.ShareAsync(id, "key-2", new string('x', 100_000), cancellation: Cancellation));
        await other.ShareAsync(id, "one-more", "small", cancellation: Cancellation);
        await other.ShareAsync(id, "key-2", new string('x', 100_000), cancellation: Cancellation);
        Assert.Equal(100, (await starter.ContextAsync(id, Cancellation)).Context.Count);
    }

    [Fact]
    public async Task Changes_that_rest_on_one_version_succeed_once()
    {
        var (starter, other) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var id = (await starter.StartCollaborationAsync([other.AgentId], cancellation: Cancellation)).SessionId;
        var version = await starter.ShareAsync(id, "count", 0, cancellation: Cancellation);
        for (var round = 1; round <= 5; round++)
        {
            var body = Refused.Json(new { session_id = id, key = "count", value = round, expected_version = version });
            var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
                bridge.Client.StatusOfAsync((i % 2 == 0 ? starter : other).Prepare(HttpMethod.Post, "/collaboration/share", body))));
            Assert.Equal((1, 19), (statuses.Count(s => s == 200), statuses.Count(s => s == 409)));
            version++;
        }

        var context = await other.ContextAsync(id, Cancellation);
        Assert.Equal((version, 5), (context.Version, context.Context.Single().Value.GetInt32()));
    }

    [Theory]
    [InlineData("vote/")]
    [InlineData("vote/release/2026-11/")]
    public async Task A_vote_is_cast_by_its_voter_alone_once_and_stays(string topic)
    {
        var (starter, voter, liar) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var id = (await starter.StartCollaborationAsync([voter.AgentId, liar.AgentId], cancellation: Cancellation)).SessionId;
        var (vote, lie) = (topic + voter.AgentId, topic + liar.AgentId);
        await Refused.WithAsync(403, "not_your_vote", () => liar.ShareAsync(id, vote, "no", cancellation: Cancellation));
        await Refused.WithAsync(403, "not_your_vote", () => liar.ShareAsync(id, topic, "no", cancellation: Cancellation));
        Assert.Equal(1, await voter.ShareAsync(id, vote, "yes", expectedVersion: 0, cancellation: Cancellation));
        foreach (var later in new object?[] { "no", "yes", null })
        {
            await Refused.WithAsync(403, "not_your_vote", () => starter.ShareAsync(id, vote, later, cancellation: Cancellation));
            await Refused.WithAsync(409, "vote_cast", () => voter.ShareAsync(id, vote, later, cancellation: Cancellation));
        }

        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => bridge.Client.StatusOfAsync(
            liar.Prepare(HttpMethod.Post, "/collaboration/share", Refused.Json(new { session_id = id, key = lie, value = i })))));
        Assert.Equal((1, 19), (statuses.Count(s => s == 200), statuses.Count(s => s == 409)));

        var context = await liar.ContextAsync(id, Cancellation);
        Assert.Equal(2, context.Version);
        Assert.Equal("yes", context.Context.Single(one => one.Key == vote && one.AgentId == voter.AgentId).Value.GetString());
        Assert.Single(context.Context, one => one.Key == lie && one.AgentId == liar.AgentId);
    }

    [Fact]
    public async Task An_agent_starts_no_more_than_its_limit()
    {
        var (starter, other) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var ids = new List<string>();
        for (var i = 0; i < 10; i++) ids.Add((await starter.StartCollaborationAsync([other.AgentId], cancellation: Cancellation)).SessionId);
        var refusal = await Refused.WithAsync(429, "too_many_collaborations", () => starter.StartCollaborationAsync([other.AgentId], cancellation: Cancellation));
        Assert.True(refusal.RetryAfter > TimeSpan.FromHours(7));
        await other.StartCollaborationAsync([starter.AgentId], cancellation: Cancellation);
        await bridge.Admin.EndCollaborationAsync(ids[3], cancellation: Cancellation);
        await starter.StartCollaborationAsync([other.AgentId], cancellation: Cancellation);
    }

    private static async Task<long> SeesAsync(BridgeSession session, long since, string type)
    {
        var news = await session.WaitAsync(since, cancellation: Cancellation);
        Assert.Equal([type], news.Events.Select(e => e.EventType));
        return news.NextSequence;
    }

    private async Task<long> NowAsync() => (await bridge.Client.StatusAsync(Cancellation)).LastSequence;
}
