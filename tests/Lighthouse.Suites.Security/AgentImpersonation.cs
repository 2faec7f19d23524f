using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.AgentImpersonation;
using Lighthouse.Security.Wire;
using Lighthouse.Suites.Security.Profiled;

namespace Lighthouse.Suites.Security;

/// <summary>No agent can act, register or open a session as another.</summary>
[Collection(SharedTarget.Name)]
public sealed class AgentImpersonation(Day day)
{
    private const string Gate = "agent-impersonation";

    // May call whatever names its caller, and nothing of the administration.
    private const string Role = "expert_agent";

    [Fact, Gate(Gate, "agent_impersonation.accepted")]
    public async Task No_agent_acts_as_another()
    {
        if (day.TargetProfile is { } profile)
        {
            await ProfiledImpersonation.RunAsync(day, profile, Gate, "agent_impersonation.accepted");
            return;
        }

        var cancellation = TestContext.Current.CancellationToken;
        await using var agents = await Agents.ConnectPatientlyAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation);
        var identities = new AttackIdentities(agents);
        var (victim, secrets) = await VictimAsync(identities, cancellation);
        var since = (await agents.Client.StatusAsync(cancellation)).LastSequence;
        var attack = new AgentImpersonationAttack(new AgentImpersonationOptions
        {
            OpenApiJson = JsonSerializer.Serialize(await agents.Client.OpenApiAsync(cancellation)),
            Victim = victim.AgentId,
            VictimsSecrets = secrets,
            Fields = AgentFieldMeanings.All,
            Requests = Requests(identities, await identities.SessionAsync(Role, cancellation)),
            VictimsActs = async token => (await agents.Admin.QueryAsync(new EventQuery { AgentId = victim.AgentId, AfterSequence = since }, token)).Count,
            Cases = new ForeignPlaces(identities).All,
            SaysYes = (operation, response) => operation != "POST /session/validate" || response.Body.Contains("true", StringComparison.Ordinal),
            Socket = Door(await identities.SessionAsync(Role, cancellation), victim.AgentId),
        });
        var result = await attack.RunAsync(Attacks.On(day.Target.Url, day.Random(Gate)), cancellation);
        Attacks.Record(day, Gate, "agent_impersonation.accepted", result);
    }

    /// <summary>An agent that was asked and told something, which nobody else may see.</summary>
    private static async Task<(BridgeSession Victim, string[] Secrets)> VictimAsync(AttackIdentities identities, CancellationToken cancellation)
    {
        var victim = await identities.SessionAsync(Role, cancellation);
        var friend = await identities.SessionAsync("agent", cancellation);
        string[] secrets = [$"asked-{Guid.NewGuid():N}", $"told-{Guid.NewGuid():N}"];
        await friend.CreateElicitationAsync(victim.AgentId, secrets[0], new { type = "object" }, TimeSpan.FromMinutes(10), cancellation: cancellation);
        await friend.StoreEventAsync(new EventDraft("attack_note") { Data = new { to_agent = victim.AgentId, text = secrets[1] } }, cancellation);
        return (victim, secrets);
    }

    private static Dictionary<string, Func<CancellationToken, Task<OwnRequest>>> Requests(AttackIdentities identities, BridgeSession attacker)
    {
        var requests = new CallerRequests(identities);
        var all = AgentFieldMeanings.Operations.ToDictionary(operation => operation, operation => (Func<CancellationToken, Task<OwnRequest>>)(async token =>
        {
            // Asking and answering are limited to a few at once, and a session ends only once.
            var session = operation is "POST /elicitation/create" or "POST /elicitation/respond" or "POST /session/revoke"
                ? await identities.SessionAsync(Role, token)
                : attacker;
            return new OwnRequest(session.AgentId, await requests.ForAsync(operation, session, token));
        }));
        all["POST /session/create"] = async token =>
        {
            var agent = await identities.AgentAsync(Role, token);
            return new OwnRequest(agent.AgentId, identities.Proof(agent).ToRaw());
        };
        return all;
    }

    private static SocketDoor Door(BridgeSession attacker, string victim) => new()
    {
        Path = $"/ws/{attacker.AgentId}",
        Headers = new Dictionary<string, string> { ["User-Agent"] = attacker.UserAgent, ["Authorization"] = $"Bearer {attacker.Token}" },
        OwnMessage = Publication(attacker.AgentId),
        Forged =
        [
            new("publish as the victim", Publication(victim)),
            new("publish as the bootstrap admin", Publication("admin")),
            new("publish as the bridge", Publication("bridge")),
            new("publish with two names, the own one last", $$"""{"type":"publish","event_type":"attack_probe","agent_id":"{{victim}}","agent_id":"{{attacker.AgentId}}"}"""),
            new("publish with two names, the own one first", $$"""{"type":"publish","event_type":"attack_probe","agent_id":"{{attacker.AgentId}}","agent_id":"{{victim}}"}"""),
            new("publish what only the bridge says", """{"type":"publish","event_type":"elicitation_responded"}"""),
        ],
        Ignored =
        [
            new("subscribe for the victim", $$"""{"type":"subscribe","event_types":["*"],"since_sequence":0,"agent_id":"{{victim}}"}"""),
            new("publish with further members that name the victim", $$$"""{"type":"publish","event_type":"attack_probe","from_agent":"{{{victim}}}","source_agent":"{{{victim}}}","sender":"{{{victim}}}","metadata":{"source_agent":"{{{victim}}}"}}"""),
            new("ping for the victim", $$"""{"type":"ping","agent_id":"{{victim}}"}"""),
        ],
        IsAccepted = text => TypeOf(text) is "ack" or "subscribed" or "pong",
        IsRefused = text => TypeOf(text) == "error",
    };

    private static string Publication(string agent) => JsonSerializer.Serialize(new { type = "publish", event_type = "attack_probe", agent_id = agent });

    private static string? TypeOf(string text)
    {
        using var message = JsonDocument.Parse(text);
        return message.RootElement.GetProperty("type").GetString();
    }
}
