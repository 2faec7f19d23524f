using System.Text.Json.Nodes;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.AgentImpersonation;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security;

/// <summary>What only one agent may do, and how another tries to do it in its place.</summary>
internal sealed class ForeignPlaces(AttackIdentities identities)
{
    private readonly CallerRequests requests = new(identities);

    public IReadOnlyList<Func<CancellationToken, Task<ForgedCase>>> All =>
        [OpenSession, RegisterName, Answer, Cancel, Complete, Heartbeat, Delegate, Validate, Collaborate, EndCollaboration, Package, Revoke, SpeakAsBridge];

    private async Task<ForgedCase> OpenSession(CancellationToken cancellation)
    {
        var (owner, thief) = (await identities.AgentAsync("agent", cancellation), await identities.AgentAsync("agent", cancellation));
        var own = identities.Proof(owner).ToRaw();
        return new("open a session", own,
        [
            Forged("signed with the thief's secret", identities.Proof(owner with { Secret = thief.Secret }).ToRaw()),
            Forged("the thief's proof with the other's name", With(identities.Proof(thief).ToRaw(), body => body["agent_id"] = owner.AgentId)),
            Forged("the thief's proof with the bootstrap admin's name", With(identities.Proof(thief).ToRaw(), body => body["agent_id"] = "admin")),
            Forged("as the bootstrap admin, signed with the thief's secret", identities.Proof(new AgentCredential("admin", "admin", thief.Secret)).ToRaw()),
            Forged("signed with an empty secret", identities.Proof(owner with { Secret = "" }).ToRaw()),
            Forged("a signature of zeros", With(own, body => body["credential"]!["signature"] = new string('0', 64))),
            Forged("the owner's signature with its last character changed", With(own, body => body["credential"]!["signature"] = Changed(body["credential"]!["signature"]!.GetValue<string>()))),
            Forged("the thief's token beside", With(own, body => body["credential"]!["signature"] = new string('f', 64)).With("Authorization", $"Bearer {(await identities.SessionAsync(thief, cancellation)).Token}")),
        ]);
    }

    private async Task<ForgedCase> RegisterName(CancellationToken cancellation)
    {
        var admin = await identities.SessionAsync("admin", cancellation);
        var taken = (await identities.AgentAsync("agent", cancellation)).AgentId;
        var plain = await identities.SessionAsync("agent", cancellation);
        return new("register a name", Register(admin, $"free-{taken}"),
        [
            Forged("a name that is taken", Register(admin, taken)),
            Forged("the bootstrap admin's name", Register(admin, "admin")),
            Forged("the bridge's own name", Register(admin, "bridge")),
            Forged("a taken name and a blank", Register(admin, taken + " ")),
            Forged("a taken name and a zero-width space", Register(admin, taken + "\u200b")),
            Forged("a taken name and a NUL", Register(admin, taken + "\0")),
            Forged("a taken name with a Cyrillic letter", Register(admin, taken.Replace('a', '\u0430'))),
            Forged("a taken name with a full-width letter", Register(admin, taken.Replace('a', '\uff41'))),
            Forged("a taken name, by an agent", Register(plain, taken)),
        ]);

        static RawRequest Register(BridgeSession caller, string name) => CallerRequests.Post(caller, "POST /agent/register", new { agent_id = name, role = "agent" });
    }

    private async Task<ForgedCase> Answer(CancellationToken cancellation)
    {
        var (asked, thief) = (await identities.SessionAsync("agent", cancellation), await identities.SessionAsync("agent", cancellation));
        var (asker, _, question) = await requests.AskedAsync(asked, cancellation);
        var thiefs = thief.PrepareResponse(question.Id, question.Nonce, ResponseType.Accept, new { }).ToRaw();
        var own = asked.PrepareResponse(question, ResponseType.Accept, new { }).ToRaw();
        return new("answer a question", own,
        [
            Forged("by a third agent in its own name", thiefs),
            Forged("by a third agent in the asked one's name", With(thiefs, body => body["responding_agent"] = asked.AgentId)),
            Forged("by a third agent with the asked one's signed answer", own with { Headers = thiefs.Headers }),
            Forged("by the asker itself", asker.PrepareResponse(question.Id, question.Nonce, ResponseType.Accept, new { }).ToRaw()),
            Forged("by a third agent, declined", thief.PrepareResponse(question.Id, question.Nonce, ResponseType.Decline, null).ToRaw()),
        ]);
    }

    private async Task<ForgedCase> Cancel(CancellationToken cancellation)
    {
        var (asked, thief) = (await identities.SessionAsync("agent", cancellation), await identities.SessionAsync("agent", cancellation));
        var (asker, ticket, _) = await requests.AskedAsync(asked, cancellation);
        return new("withdraw a question", asker.PrepareCancellation(ticket).ToRaw(),
        [
            Forged("by a third agent", thief.PrepareCancellation(ticket).ToRaw()),
            Forged("by the asked one", asked.PrepareCancellation(ticket).ToRaw()),
        ]);
    }

    private async Task<ForgedCase> Complete(CancellationToken cancellation)
    {
        var (expert, registration) = await requests.ExpertAsync(cancellation);
        var (thief, thiefs) = await requests.ExpertAsync(cancellation);
        var asker = await identities.SessionAsync("agent", cancellation);
        var id = (await asker.DelegateAsync("probe", new { }, expert.AgentId, cancellation: cancellation)).DelegationId;
        return new("complete an expert's work", Complete(expert, expert, registration),
        [
            Forged("by another expert", Complete(thief, thief, thiefs)),
            Forged("by another expert with the first one's registration", Complete(thief, thief, registration)),
            Forged("by another expert in the first one's name", Complete(thief, expert, registration)),
        ]);

        RawRequest Complete(BridgeSession caller, BridgeSession named, ExpertRegistration with) =>
            CallerRequests.Post(caller, "POST /expert/complete", new { delegation_id = id, agent_id = named.AgentId, token = with.Token });
    }

    private async Task<ForgedCase> Heartbeat(CancellationToken cancellation)
    {
        var (expert, registration) = await requests.ExpertAsync(cancellation);
        var (thief, _) = await requests.ExpertAsync(cancellation);
        return new("send an expert's heartbeat", Beat(expert, expert), [Forged("by another expert with the registration", Beat(thief, thief)), Forged("by another expert in its name", Beat(thief, expert))]);

        RawRequest Beat(BridgeSession caller, BridgeSession named) =>
            CallerRequests.Post(caller, "POST /expert/heartbeat", new { agent_id = named.AgentId, token = registration.Token });
    }

    private async Task<ForgedCase> Delegate(CancellationToken cancellation)
    {
        var (owner, thief) = (await identities.SessionAsync("agent", cancellation), await identities.SessionAsync("agent", cancellation));
        var (expert, _) = await requests.ExpertAsync(cancellation);
        return new("hand out work", owner.PrepareDelegation("probe", new { }, expert.AgentId, owner.Token).ToRaw(),
            [Forged("with another session's token in the body", thief.PrepareDelegation("probe", new { }, expert.AgentId, owner.Token).ToRaw())]);
    }

    private async Task<ForgedCase> Validate(CancellationToken cancellation)
    {
        var (owner, thief) = (await identities.SessionAsync("agent", cancellation), await identities.SessionAsync("agent", cancellation));
        return new("have a command validated", Ask(owner, owner.AgentId),
            [Forged("with another session's token in the body", Ask(thief, thief.AgentId)), Forged("with another's name and token in the body", Ask(thief, owner.AgentId))]);

        RawRequest Ask(BridgeSession caller, string named) => CallerRequests.Post(
            caller, "POST /validate", new { tool_name = "read", tool_input = new { file_path = "src/a.cs" }, agent_id = named, session_token = owner.Token });
    }

    private async Task<ForgedCase> Collaborate(CancellationToken cancellation)
    {
        var (starter, guest, thief) = await ThreeAsync(cancellation);
        var id = (await starter.StartCollaborationAsync([guest.AgentId], cancellation: cancellation)).SessionId;
        return new("share in a collaboration", Share(guest), [Forged("by an agent that does not take part", Share(thief))]);

        RawRequest Share(BridgeSession caller) => CallerRequests.Post(caller, "POST /collaboration/share", new { session_id = id, key = "probe", value = 1 });
    }

    private async Task<ForgedCase> EndCollaboration(CancellationToken cancellation)
    {
        var (starter, guest, thief) = await ThreeAsync(cancellation);
        var id = (await starter.StartCollaborationAsync([guest.AgentId], cancellation: cancellation)).SessionId;
        return new("end a collaboration", End(starter), [Forged("by an agent that does not take part", End(thief)), Forged("by one that did not start it", End(guest))]);

        RawRequest End(BridgeSession caller) => CallerRequests.Post(caller, "POST /collaboration/end", new { session_id = id });
    }

    private async Task<ForgedCase> Package(CancellationToken cancellation)
    {
        var (owner, _, thief) = await ThreeAsync(cancellation);
        var package = $"package-{owner.AgentId}";
        using var first = await owner.SendAsync(owner.Prepare(HttpMethod.Post, "/context/share", System.Text.Encoding.UTF8.GetBytes(Share(owner).Body!)), cancellation);
        return new("put contents into a package", Share(owner), [Forged("of another agent's", Share(thief))]);

        RawRequest Share(BridgeSession caller) => CallerRequests.Post(caller, "POST /context/share", new { package, name = "probe", content = "probe" });
    }

    private async Task<ForgedCase> Revoke(CancellationToken cancellation)
    {
        var (owner, _, thief) = await ThreeAsync(cancellation);
        return new("end a session", End(owner), [Forged("of another agent's", End(thief))]);

        RawRequest End(BridgeSession caller) => CallerRequests.Post(caller, "POST /session/revoke", new { session_id = owner.SessionId });
    }

    private async Task<ForgedCase> SpeakAsBridge(CancellationToken cancellation)
    {
        var agent = await identities.SessionAsync("agent", cancellation);
        string[] types = ["agent_registered", "session_created", "elicitation_responded", "Elicitation_Responded", "expert_registered", "integrity_violation", "bridge_features_changed"];
        return new("store an event", Store("attack_probe"), [.. types.Select(type => Forged($"of the bridge's own type {type}", Store(type)))]);

        RawRequest Store(string type) => CallerRequests.Post(agent, "POST /event/store", new { event_type = type, data = new { agent_id = "admin", role = "admin" } });
    }

    private async Task<(BridgeSession First, BridgeSession Second, BridgeSession Third)> ThreeAsync(CancellationToken cancellation) =>
        (await identities.SessionAsync("agent", cancellation), await identities.SessionAsync("agent", cancellation), await identities.SessionAsync("agent", cancellation));

    private static KeyValuePair<string, RawRequest> Forged(string name, RawRequest request) => new(name, request);

    private static string Changed(string signature) => signature[..^1] + (signature[^1] == '0' ? '1' : '0');

    private static RawRequest With(RawRequest request, Action<JsonNode> change)
    {
        var body = JsonNode.Parse(request.Body!)!;
        change(body);
        return request with { Body = body.ToJsonString() };
    }
}
