using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.Replay;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security;

/// <summary>Requests of the bridge to record: those that work once, and those that may be repeated while their session lives.</summary>
internal sealed class ReplayOperations(BridgeSession reader, AttackIdentities identities)
{
    // Its limits let a hundred copies through to the check that is attacked.
    private const string Role = "system_agent";

    public IReadOnlyList<ReplayOperation> All =>
    [
        new("open a session", WorksOnce: true, ProofAsync),
        new("accept a question", WorksOnce: true, token => AnswerAsync(ResponseType.Accept, token)),
        new("decline a question", WorksOnce: true, token => AnswerAsync(ResponseType.Decline, token)),
        new("cancel a question", WorksOnce: true, CancelAsync),
        new("store an event", WorksOnce: false, token => PostAsync(Role, "/event/store", "replay_probe", agent => new { event_type = "replay_probe", agent_id = agent }, token)),
        new("store a batch", WorksOnce: false, token => PostAsync(Role, "/event/store_batch", "replay_probe", agent => new { events = new[] { new { event_type = "replay_probe", agent_id = agent } } }, token)),
        new("ask an agent", WorksOnce: false, AskAsync),
        new("change the feature flags", WorksOnce: false, token => PostAsync("admin", "/feature_flags", "bridge_features_changed", _ => new { percentage = 100 }, token)),
        new("publish over a WebSocket", WorksOnce: false, PublishAsync),
    ];

    private async Task<ReplayCase> ProofAsync(CancellationToken cancellation)
    {
        var agent = await identities.AgentAsync(Role, cancellation);
        return Case(agent.AgentId, identities.Proof(agent).ToRaw(), "session_created", agent.Secret);
    }

    private async Task<ReplayCase> AnswerAsync(ResponseType type, CancellationToken cancellation)
    {
        var asker = await identities.SessionAsync("agent", cancellation);
        var target = await identities.SessionAsync(Role, cancellation);
        await asker.CreateElicitationAsync(target.AgentId, "Once?", new { type = "object" }, TimeSpan.FromMinutes(30), cancellation: cancellation);
        var question = Assert.Single(await target.PendingAsync(cancellation));
        var request = target.PrepareResponse(question, type, type == ResponseType.Accept ? new { } : null).ToRaw();
        return Case(target.AgentId, request, "elicitation_responded", target.Token);
    }

    private async Task<ReplayCase> CancelAsync(CancellationToken cancellation)
    {
        var asker = await identities.SessionAsync(Role, cancellation);
        var asked = await identities.AgentAsync("agent", cancellation);
        var ticket = await asker.CreateElicitationAsync(asked.AgentId, "Once?", new { type = "object" }, TimeSpan.FromMinutes(30), cancellation: cancellation);
        return Case(asker.AgentId, asker.PrepareCancellation(ticket).ToRaw(), "elicitation_cancelled", asker.Token);
    }

    private async Task<ReplayCase> AskAsync(CancellationToken cancellation)
    {
        var asked = await identities.AgentAsync("agent", cancellation);
        return await PostAsync(
            Role, "/elicitation/create", "elicitation_created",
            agent => new { from_agent = agent, to_agent = asked.AgentId, message = "Well?", schema = new { type = "object" }, timeout_seconds = 1800 }, cancellation);
    }

    private async Task<ReplayCase> PublishAsync(CancellationToken cancellation)
    {
        var session = await identities.SessionAsync(Role, cancellation);
        var handshake = new RawRequest("GET", $"/ws/{session.AgentId}")
            .With("Connection", "Upgrade").With("Upgrade", "websocket").With("Sec-WebSocket-Version", "13").With("Sec-WebSocket-Key", "bGlnaHRob3VzZS1wcm9iZQ==")
            .With("Authorization", $"Bearer {session.Token}");
        var publication = JsonSerializer.Serialize(new { type = "publish", event_type = "replay_probe", agent_id = session.AgentId });
        return Case(session.AgentId, handshake, "replay_probe", session.Token) with { SocketMessages = [publication] };
    }

    private async Task<ReplayCase> PostAsync(string role, string path, string eventType, Func<string, object> body, CancellationToken cancellation)
    {
        var session = await identities.SessionAsync(role, cancellation);
        var request = session.Prepare(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(body(session.AgentId))).ToRaw();
        return Case(session.AgentId, request, eventType, session.Token);
    }

    private ReplayCase Case(string owner, RawRequest request, string eventType, string secret) => new()
    {
        Owner = owner,
        Request = request,
        Secrets = [secret],
        // What is stored, not what was answered.
        Effects = async token => (await reader.QueryAsync(new EventQuery { EventType = eventType, AgentId = owner, Limit = 1000 }, token)).Count,
    };
}
