using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.RateLimitBypass;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security;

/// <summary>The limits that the bridge declares (docs/bridge.md, "Limits" and "Roles and permissions"), each with requests that use it up.</summary>
internal sealed class BridgeLimits(AttackIdentities identities)
{
    private const int SessionsOfAnAgent = 3;
    private const int QuestionsOfAnAsker = 3;

    public IReadOnlyList<LimitedOperation> All =>
    [
        new("requests of a guest", PerMinute: 100, Burst: 100, Requests: 150, (count, token) => QueriesAsync("guest", count, token)),
        new("requests of an agent", PerMinute: 1_000, Burst: 100, Requests: 250, (count, token) => QueriesAsync("agent", count, token)),
        new("questions asked", PerMinute: 10, Burst: 3, Requests: 12, QuestionsAsync),
        new("questions answered", PerMinute: 20, Burst: 3, Requests: 12, AnswersAsync),
    ];

    public async Task<RawRequest> BystanderAsync(CancellationToken cancellation) =>
        (await identities.SessionAsync("guest", cancellation)).Prepare(HttpMethod.Get, "/event/query?limit=1").ToRaw();

    private async Task<LimitedRequests> QueriesAsync(string role, int count, CancellationToken cancellation)
    {
        var sessions = await SessionsAsync(role, cancellation);
        return Requests(sessions, count, (session, _) => session.Prepare(HttpMethod.Get, "/event/query?limit=1"));
    }

    private async Task<LimitedRequests> QuestionsAsync(int count, CancellationToken cancellation)
    {
        var sessions = await SessionsAsync("agent", cancellation);
        var asked = await identities.AgentAsync("agent", cancellation);
        return Requests(sessions, count, (session, _) => session.Prepare(HttpMethod.Post, "/elicitation/create", JsonSerializer.SerializeToUtf8Bytes(
            new { from_agent = session.AgentId, to_agent = asked.AgentId, message = "Well?", schema = new { type = "object" }, timeout_seconds = 300 })));
    }

    private async Task<LimitedRequests> AnswersAsync(int count, CancellationToken cancellation)
    {
        var sessions = await SessionsAsync("agent", cancellation);
        for (var asker = 0; asker * QuestionsOfAnAsker < count; asker++)
        {
            var session = await identities.SessionAsync("agent", cancellation);
            for (var number = 0; number < QuestionsOfAnAsker; number++)
                await session.CreateElicitationAsync(sessions[0].AgentId, "Well?", new { type = "object" }, TimeSpan.FromMinutes(5), cancellation: cancellation);
        }

        var pending = await sessions[0].PendingAsync(cancellation);
        return Requests(sessions, count, (session, number) => session.PrepareResponse(pending[number], ResponseType.Decline));
    }

    private async Task<IReadOnlyList<BridgeSession>> SessionsAsync(string role, CancellationToken cancellation)
    {
        var agent = await identities.AgentAsync(role, cancellation);
        var sessions = new List<BridgeSession>();
        while (sessions.Count < SessionsOfAnAgent)
            sessions.Add(await identities.SessionAsync(agent, cancellation));
        return sessions;
    }

    private static LimitedRequests Requests(IReadOnlyList<BridgeSession> sessions, int count, Func<BridgeSession, int, PreparedRequest> make) => new(
        [.. Enumerable.Range(0, count).Select(number => make(sessions[0], number).ToRaw())],
        [.. Enumerable.Range(0, count).Select(number => make(sessions[number % sessions.Count], number).ToRaw())],
        [.. sessions.Select(session => session.Token)]);
}
