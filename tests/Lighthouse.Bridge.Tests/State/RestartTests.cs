using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.State;

/// <summary>Each test kills the process: what was acknowledged must be there afterwards.</summary>
public sealed class RestartTests(RunningBridge bridge) : IClassFixture<RunningBridge>
{
    private static readonly object Schema = new { type = "object" };

    [Fact]
    public async Task Agents_sessions_and_events_survive()
    {
        var agent = await bridge.NewAgentAsync();
        var open = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        var revoked = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        await revoked.RevokeAsync(RunningBridge.Cancellation);
        var stored = await open.StoreEventAsync(new EventDraft("kept"), RunningBridge.Cancellation);
        var credential = bridge.Client.PrepareSession(agent.AgentId, agent.Secret);
        Assert.Equal(200, await bridge.Client.StatusOfAsync(credential));

        await bridge.RestartAsync();

        var (status, body) = await bridge.Client.AnswerAsync(open.Prepare(HttpMethod.Get, "/event/query?event_type=kept"));
        Assert.Equal(200, (int)status);
        Assert.Equal(stored.Sequence, body.GetProperty("events")[0].GetProperty("sequence").GetInt64());
        Assert.Equal(403, await bridge.Client.StatusOfAsync(revoked.Prepare(HttpMethod.Get, "/event/query")));
        Assert.Equal(403, await bridge.Client.StatusOfAsync(credential));
        Assert.Equal(409, await bridge.Client.StatusOfAsync(bridge.Admin.Prepare(HttpMethod.Post, "/agent/register", Refused.Json(new { agent_id = agent.AgentId }))));
        await using var again = await bridge.Client.OpenSessionAsync(agent, cancellation: RunningBridge.Cancellation);
        Assert.True(await again.ValidateAsync(RunningBridge.Cancellation));
    }

    [Fact]
    public async Task A_pending_elicitation_is_answered_afterwards_and_an_answered_one_is_not()
    {
        var (sender, target) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var first = await sender.CreateElicitationAsync(target.AgentId, "first", Schema, cancellation: RunningBridge.Cancellation);
        var second = await sender.CreateElicitationAsync(target.AgentId, "second", Schema, cancellation: RunningBridge.Cancellation);
        var pending = await target.PendingAsync(RunningBridge.Cancellation);
        var answerFirst = target.PrepareResponse(pending.Single(p => p.Id == first.ElicitationId), ResponseType.Accept, new { n = 1 });
        var answerSecond = target.PrepareResponse(pending.Single(p => p.Id == second.ElicitationId), ResponseType.Accept, new { n = 2 });
        Assert.Equal(200, await bridge.Client.StatusOfAsync(answerFirst));

        await bridge.RestartAsync();

        var (_, after) = await bridge.Client.AnswerAsync(target.Prepare(HttpMethod.Get, $"/elicitation/pending?agent_id={target.AgentId}"));
        var left = Assert.Single(after.GetProperty("elicitations").EnumerateArray());
        var before = pending.Single(p => p.Id == second.ElicitationId);
        Assert.Equal((before.Id, before.Nonce, before.Signature), (left.GetProperty("id").GetString(), left.GetProperty("nonce").GetString(), left.GetProperty("signature").GetString()));
        Assert.Equal(409, await bridge.Client.StatusOfAsync(answerFirst));
        Assert.Equal(200, await bridge.Client.StatusOfAsync(answerSecond));
        Assert.Equal(409, await bridge.Client.StatusOfAsync(answerSecond));
        var (_, status) = await bridge.Client.AnswerAsync(sender.Prepare(HttpMethod.Get, $"/elicitation/status/{first.ElicitationId}"));
        Assert.Equal(("accepted", 1), (status.GetProperty("status").GetString(), status.GetProperty("data").GetProperty("n").GetInt32()));
    }

    [Fact]
    public async Task An_elicitation_expires_afterwards_when_its_time_comes()
    {
        var (sender, target) = (await bridge.NewSessionAsync(), await bridge.NewSessionAsync());
        var ticket = await sender.CreateElicitationAsync(target.AgentId, "?", Schema, TimeSpan.FromSeconds(1), cancellation: RunningBridge.Cancellation);
        await bridge.RestartAsync();
        var path = $"/event/wait?agent_id={sender.AgentId}&since_sequence=0&timeout_seconds=20";
        var (_, news) = await bridge.Client.AnswerAsync(sender.Prepare(HttpMethod.Get, path));
        Assert.Contains(news.GetProperty("events").EnumerateArray(), e => e.GetProperty("event_type").GetString() == "elicitation_expired");
        var (_, status) = await bridge.Client.AnswerAsync(sender.Prepare(HttpMethod.Get, $"/elicitation/status/{ticket.ElicitationId}"));
        Assert.Equal("expired", status.GetProperty("status").GetString());
    }
}
