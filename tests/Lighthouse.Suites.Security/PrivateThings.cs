using Lighthouse.Bridge.Client;
using Lighthouse.Security.PrivilegeEscalation;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security;

/// <summary>What two agents have between them, and a third one of each lesser role must not read.</summary>
internal sealed class PrivateThings(AttackIdentities identities)
{
    private static readonly string[] Strangers = ["guest", "agent", "expert_agent"];

    public IReadOnlyList<Func<CancellationToken, Task<PrivateThing>>> All =>
    [
        token => EventAsync("GET /event/query", (_, type, _) => $"/event/query?event_type={type}", token),
        token => EventAsync("GET /event/replay", (_, _, _) => "/event/replay", token),
        token => EventAsync("GET /event/wait", (reader, _, sequence) => $"/event/wait?agent_id={reader.AgentId}&timeout_seconds=0&since_sequence={sequence - 1}", token),
        token => EventAsync("GET /state", (_, type, _) => $"/state/{type}/thing", token),
        QuestionAsync, AnswerAsync, WorkAsync, CollaborationAsync, SessionsAsync, ExpertAsync,
    ];

    private async Task<PrivateThing> EventAsync(string name, Func<BridgeSession, string, long, string> path, CancellationToken cancellation)
    {
        var (author, reader) = (await SessionAsync(cancellation), await SessionAsync(cancellation));
        var (mark, type) = (Mark(), $"attack_{Guid.NewGuid():N}");
        var stored = await author.StoreEventAsync(new EventDraft(type) { AggregateType = type, AggregateId = "thing", Data = new { to_agent = reader.AgentId, text = mark } }, cancellation);
        return await ThingAsync($"an event to another, by {name}", mark, At(reader), At, cancellation);

        RawRequest At(BridgeSession session) => CallerRequests.Get(session, path(session, type, stored.Sequence));
    }

    private async Task<PrivateThing> QuestionAsync(CancellationToken cancellation)
    {
        var (asker, asked, mark) = (await SessionAsync(cancellation), await SessionAsync(cancellation), Mark());
        await asker.CreateElicitationAsync(asked.AgentId, mark, new { type = "object" }, TimeSpan.FromMinutes(5), cancellation: cancellation);
        var path = $"/elicitation/pending?agent_id={asked.AgentId}";
        return await ThingAsync("what another is asked", mark, CallerRequests.Get(asked, path), stranger => CallerRequests.Get(stranger, path), cancellation);
    }

    private async Task<PrivateThing> AnswerAsync(CancellationToken cancellation)
    {
        var (asker, asked, mark) = (await SessionAsync(cancellation), await SessionAsync(cancellation), Mark());
        var ticket = await asker.CreateElicitationAsync(asked.AgentId, "Well?", new { type = "object" }, TimeSpan.FromMinutes(5), cancellation: cancellation);
        await asked.RespondAsync((await asked.PendingAsync(cancellation)).Single(), ResponseType.Accept, new { text = mark }, cancellation);
        var path = $"/elicitation/status/{ticket.ElicitationId}";
        return await ThingAsync("what another answered", mark, CallerRequests.Get(asker, path), stranger => CallerRequests.Get(stranger, path), cancellation);
    }

    private async Task<PrivateThing> WorkAsync(CancellationToken cancellation)
    {
        var (asker, expert, mark) = (await SessionAsync(cancellation), await identities.SessionAsync("expert_agent", cancellation), Mark());
        await expert.RegisterExpertAsync("probe", ["probe"], cancellation: cancellation);
        var ticket = await asker.DelegateAsync("probe", new { text = mark }, expert.AgentId, cancellation: cancellation);
        var path = $"/task/status/{ticket.DelegationId}";
        return await ThingAsync("another's work", mark, CallerRequests.Get(expert, path), stranger => CallerRequests.Get(stranger, path), cancellation);
    }

    private async Task<PrivateThing> CollaborationAsync(CancellationToken cancellation)
    {
        var (starter, guest, mark) = (await SessionAsync(cancellation), await SessionAsync(cancellation), Mark());
        var ticket = await starter.StartCollaborationAsync([guest.AgentId], objective: mark, cancellation: cancellation);
        var path = $"/collaboration/context/{ticket.SessionId}";
        return await ThingAsync("others' collaboration", mark, CallerRequests.Get(guest, path), stranger => CallerRequests.Get(stranger, path), cancellation);
    }

    private async Task<PrivateThing> SessionsAsync(CancellationToken cancellation)
    {
        var owner = await SessionAsync(cancellation);
        return await ThingAsync("another's sessions", owner.SessionId, CallerRequests.Get(owner, "/session/list"), stranger => CallerRequests.Get(stranger, "/session/list?limit=1000"), cancellation);
    }

    private async Task<PrivateThing> ExpertAsync(CancellationToken cancellation)
    {
        var (expert, mark) = (await identities.SessionAsync("expert_agent", cancellation), Mark());
        await expert.RegisterExpertAsync("probe", ["probe"], new { note = mark }, cancellation);
        return await ThingAsync("an expert's metadata", mark, CallerRequests.Get(expert, "/expert/list"), stranger => CallerRequests.Get(stranger, "/expert/list"), cancellation);
    }

    private async Task<PrivateThing> ThingAsync(string name, string mark, RawRequest own, Func<BridgeSession, RawRequest> foreign, CancellationToken cancellation)
    {
        var strangers = new List<KeyValuePair<string, RawRequest>>();
        foreach (var role in Strangers)
            strangers.Add(new($"as {role}", foreign(await identities.SessionAsync(role, cancellation))));
        return new(name, mark, own, strangers);
    }

    private Task<BridgeSession> SessionAsync(CancellationToken cancellation) => identities.SessionAsync("agent", cancellation);

    private static string Mark() => $"private-{Guid.NewGuid():N}";
}
