using System.Net;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Security;
using Lighthouse.Security.SessionHijacking;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security;

/// <summary>A stolen, ended, expired, fixed or guessed session is worth nothing, and nobody takes another's session away.</summary>
[Collection(SharedTarget.Name)]
public sealed class SessionHijacking(Day day)
{
    private const string Gate = "session-hijacking";
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hard = TimeSpan.FromSeconds(2);

    [Fact, Gate(Gate, "session_hijacking.accepted", "session_hijacking.accepted_after_expiry")]
    public async Task A_session_is_its_owners_alone_until_it_ends()
    {
        Assert.SkipWhen(day.TargetProfile is not null, "the target is known by its profile alone, and a profile does not say what a session of a service is bound to");
        var cancellation = TestContext.Current.CancellationToken;
        await using var agents = await Agents.ConnectPatientlyAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation);
        // Only an instance of the suite's own has sessions that end while one waits; it starts and waits beside the rest.
        var expiry = day.Target.Recipe is null ? null : ExpiryAsync(cancellation);
        var taken = await new SessionHijackingAttack(Options(agents)).RunAsync(Attacks.On(day.Target.Url, day.Random(Gate)), cancellation);
        Attacks.Report(day, Gate, taken);
        var first = new Measure(Gate, Attacks.How(taken)).Count("session_hijacking.accepted", taken.Accepted, taken.Attempts, Attacks.DoubtsOf(taken));
        if (expiry is null)
        {
            day.Evidence.Record(first);
            Assert.Skip("the target is external (--target-url) and its sessions last for hours, so nothing is known of sessions after their time");
        }

        var expired = await expiry;
        Attacks.Report(day, Gate, expired);
        day.Evidence.Record(
            first,
            new Measure(Gate, Attacks.How(expired)).Count("session_hijacking.accepted_after_expiry", expired.Accepted, expired.Attempts, Attacks.DoubtsOf(expired)));
    }

    private SessionHijackingOptions Options(Agents agents)
    {
        var identities = new AttackIdentities(agents);
        return new SessionHijackingOptions
        {
            Open = async token => Stolen(await identities.SessionAsync("agent", token)),
            Uses = session => Uses(session),
            Ends =
            [
                new("ended by its owner", (session, token) => identities[session.Token].RevokeAsync(token)),
                new("ended by an admin", (session, token) => agents.Admin.RevokeSessionAsync(session.SessionId, token)),
                new("its agent's secret rotated", (session, token) => agents.Admin.RotateAgentAsync(session.AgentId, token)),
                new("its agent disabled", (session, token) => agents.Admin.DisableAgentAsync(session.AgentId, token)),
            ],
            Opening = async token => identities.Proof(await identities.AgentAsync("agent", token)).ToRaw(),
            ReadOpened = ReadOpened,
            Evictions = new Evictions(agents, identities).All,
            OtherAddress = day.Target.Url.IsLoopback ? IPAddress.Parse("127.0.0.2") : null,
            Ids = day.Sizes(Gate).Count("ids"),
            Later = day.Sizes(Gate).Duration("later"),
        };
    }

    private async Task<AttackResult> ExpiryAsync(CancellationToken cancellation)
    {
        await using var own = await day.StartOwnTargetAsync(
            [$"--Bridge:Sessions:IdleSeconds={Idle.TotalSeconds:0}", $"--Bridge:Sessions:HardSeconds={Hard.TotalSeconds:0}"], cancellation);
        var attack = new SessionExpiryAttack(new SessionExpiryOptions
        {
            Open = async token =>
            {
                // A new session of the admin's each time: it ends as soon as the others.
                await using var agents = await Agents.ConnectPatientlyAsync(own.Url, day.Target.Credentials["admin"], token);
                return Stolen(await new AttackIdentities(agents).SessionAsync("agent", token));
            },
            Uses = session => Uses(session),
            Idle = Idle,
            Hard = Hard,
        });
        return await attack.RunAsync(Attacks.On(own.Url, day.Random($"{Gate}/expiry")), cancellation);
    }

    private static StolenSession Stolen(BridgeSession session) => new(session.AgentId, session.SessionId, session.Token);

    private static StolenSession? ReadOpened(RawResponse response)
    {
        if (!response.IsSuccess)
            return null;
        using var reply = JsonDocument.Parse(response.Body);
        var root = reply.RootElement;
        return new(root.GetProperty("agent_id").GetString()!, root.GetProperty("session_id").GetString()!, root.GetProperty("session_token").GetString()!);
    }

    private static List<KeyValuePair<string, RawRequest>> Uses(StolenSession session)
    {
        KeyValuePair<string, string>[] headers = [new("User-Agent", AttackIdentities.UserAgent), new("Authorization", $"Bearer {session.Token}")];
        return
        [
            Get("/session/list"),
            Get("/event/query", "?limit=1"),
            Get("/event/wait", $"?agent_id={session.AgentId}&timeout_seconds=0"),
            Get("/event/replay", "?from_sequence=1&to_sequence=2"),
            Get("/elicitation/pending", $"?agent_id={session.AgentId}"),
            Get("/elicitation/metrics"),
            Get("/expert/list"),
            Post("/event/store", new { event_type = "attack_probe" }),
            Post("/event/store_batch", new { events = new[] { new { event_type = "attack_probe" } } }),
            Post("/validate", new { tool_name = "read", tool_input = new { file_path = "src/a.cs" }, agent_id = session.AgentId }),
            Post("/shadow/annotate", new { path = "src/probe.cs", text = "probe" }),
            Socket(),
        ];

        KeyValuePair<string, RawRequest> Get(string path, string query = "") => new($"GET {path}", new RawRequest("GET", path + query) { Headers = headers });
        KeyValuePair<string, RawRequest> Post(string path, object body) =>
            new($"POST {path}", new RawRequest("POST", path) { Headers = headers, Body = JsonSerializer.Serialize(body) });
        KeyValuePair<string, RawRequest> Socket() =>
            new("GET /ws/{agent_id}", new RawRequest("GET", $"/ws/{session.AgentId}") { Headers = [.. headers, .. CallerRequests.Handshake] });
    }
}
