using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.Csrf;
using Lighthouse.Security.Wire;
using Lighthouse.Suites.Security.Profiled;

namespace Lighthouse.Suites.Security;

/// <summary>A page of another origin changes nothing at the bridge and opens no socket.</summary>
[Collection(SharedTarget.Name)]
public sealed class Csrf(Day day)
{
    private const string Gate = "csrf";

    [Fact, Gate(Gate, "csrf.accepted")]
    public async Task No_foreign_origin_changes_state()
    {
        if (day.TargetProfile is { } profile)
        {
            await ProfiledForeignOrigin.RunAsync(day, profile, Gate, "csrf.accepted");
            return;
        }

        var cancellation = TestContext.Current.CancellationToken;
        await using var agents = await Agents.ConnectPatientlyAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation);
        var identities = new AttackIdentities(agents);
        var attack = new CsrfAttack(new CsrfOptions
        {
            Operations = new Dictionary<string, Func<CancellationToken, Task<CsrfCase>>>
            {
                ["store an event"] = token => StoringAsync(agents.Admin, identities, token),
                ["ask an agent"] = token => AskingAsync(identities, token),
                ["end a session"] = token => EndingAsync(identities, token),
            },
            Handshake = token => HandshakeAsync(identities, token),
        });
        var result = await attack.RunAsync(Attacks.On(day.Target.Url, day.Random(Gate)), cancellation);
        Attacks.Record(day, Gate, "csrf.accepted", result);
    }

    private static async Task<CsrfCase> StoringAsync(BridgeSession reader, AttackIdentities identities, CancellationToken cancellation)
    {
        var session = await identities.SessionAsync("agent", cancellation);
        var query = new EventQuery { EventType = "csrf_probe", AgentId = session.AgentId };
        return Case(
            session, "/event/store", new { event_type = "csrf_probe", aggregate_id = "probe", aggregate_type = "probe", agent_id = session.AgentId, data = new { } },
            async token => (await reader.QueryAsync(query, token)).Count);
    }

    private static async Task<CsrfCase> AskingAsync(AttackIdentities identities, CancellationToken cancellation)
    {
        var session = await identities.SessionAsync("agent", cancellation);
        // Its role lets it look after every attempt.
        var asked = await identities.SessionAsync("system_agent", cancellation);
        return Case(
            session, "/elicitation/create", new { from_agent = session.AgentId, to_agent = asked.AgentId, message = "Well?", schema = new { type = "object" }, timeout_seconds = 300 },
            async token => (await asked.PendingAsync(token)).Count);
    }

    private static async Task<CsrfCase> EndingAsync(AttackIdentities identities, CancellationToken cancellation)
    {
        var session = await identities.SessionAsync("agent", cancellation);
        return Case(
            session, "/session/revoke", new { session_id = session.SessionId },
            async token => await session.ValidateAsync(token) ? 0 : 1);
    }

    private static async Task<RawRequest> HandshakeAsync(AttackIdentities identities, CancellationToken cancellation)
    {
        var session = await identities.SessionAsync("agent", cancellation);
        return new RawRequest("GET", $"/ws/{session.AgentId}")
            .With("Connection", "Upgrade").With("Upgrade", "websocket").With("Sec-WebSocket-Version", "13")
            .With("Sec-WebSocket-Key", "bGlnaHRob3VzZS1wcm9iZQ==").With("Authorization", $"Bearer {session.Token}").With("User-Agent", AttackIdentities.UserAgent);
    }

    private static CsrfCase Case(BridgeSession session, string path, object body, Func<CancellationToken, Task<long>> effects) => new()
    {
        Request = new RawRequest("POST", path) { Headers = [KeyValuePair.Create("User-Agent", AttackIdentities.UserAgent)], Body = JsonSerializer.Serialize(body) },
        Token = session.Token,
        Effects = effects,
    };
}
