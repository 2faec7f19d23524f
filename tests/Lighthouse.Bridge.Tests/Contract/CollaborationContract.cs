using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Contract;

/// <summary>Sharing a context among several agents.</summary>
public abstract class CollaborationContract(RunningBridge bridge) : ContractTests(bridge)
{
    [Fact]
    [Covers("POST /collaboration/start", 200, 404, 422)]
    [Covers("POST /collaboration/share", 200, 403, 404, 409, 413)]
    [Covers("GET /collaboration/context/{id}", 200, 403, 404)]
    [Covers("POST /collaboration/end", 200, 403, 404, 409)]
    public async Task Participants_share_a_context_until_it_is_ended_also_across_a_kill()
    {
        var (starter, other, stranger) = (await Bridge.NewSessionAsync(), await Bridge.NewSessionAsync(), await Bridge.NewSessionAsync());
        await ExpectAsync(404, "unknown_agent", Post(starter, "/collaboration/start", new { participants = new[] { "nobody" } }));
        await ExpectAsync(422, "invalid_participants", Post(starter, "/collaboration/start", new { participants = new[] { starter.AgentId } }));
        var reply = await ExpectAsync(200, Post(starter, "/collaboration/start", new { participants = new[] { other.AgentId }, objective = "Together." }));
        AssertShape(reply, ("session_id", JsonValueKind.String), ("status", JsonValueKind.String), ("message", JsonValueKind.String), ("participants", JsonValueKind.Array));
        var id = reply.GetProperty("session_id").GetString()!;

        var shared = await ExpectAsync(200, Share(other, id, "plan", 7));
        AssertShape(shared, ("session_id", JsonValueKind.String), ("status", JsonValueKind.String), ("message", JsonValueKind.String), ("version", JsonValueKind.Number));
        await ExpectAsync(409, "context_changed", Post(starter, "/collaboration/share", new { session_id = id, key = "plan", value = 8, expected_version = 99 }));
        await ExpectAsync(413, "context_too_large", Share(other, id, "large", new string('x', 300_000)));
        await ExpectAsync(403, "not_your_collaboration", Share(stranger, id, "plan", 1));
        await ExpectAsync(404, "unknown_collaboration", Share(other, "collab_0", "plan", 1));
        await ExpectAsync(403, "not_your_collaboration", Get(stranger, "/collaboration/context/" + id));
        await ExpectAsync(404, "unknown_collaboration", Get(starter, "/collaboration/context/collab_0"));

        await Bridge.RestartAsync();
        var context = await ExpectAsync(200, Get(starter, "/collaboration/context/" + id));
        AssertShape(
            context, ("session_id", JsonValueKind.String), ("participants", JsonValueKind.Array), ("started_by", JsonValueKind.String), ("started_at", JsonValueKind.Number),
            ("expires_at", JsonValueKind.Number), ("version", JsonValueKind.Number));
        var entry = context.GetProperty("context").EnumerateArray().Single();
        Assert.Equal(("plan", 7, other.AgentId), (entry.GetProperty("key").GetString(), entry.GetProperty("value").GetInt32(), entry.GetProperty("agent_id").GetString()));
        await ExpectAsync(403, "not_your_collaboration", End(other, id));
        await ExpectAsync(404, "unknown_collaboration", End(starter, "collab_0"));
        await ExpectAsync(200, End(starter, id));
        await ExpectAsync(409, "already_ended", End(starter, id));
        await ExpectAsync(409, "already_ended", Share(other, id, "plan", 9));
    }

    private static PreparedRequest Share(BridgeSession session, string id, string key, object value) =>
        Post(session, "/collaboration/share", new { session_id = id, key, value });

    private static PreparedRequest End(BridgeSession session, string id) => Post(session, "/collaboration/end", new { session_id = id, summary = "Done." });
}
