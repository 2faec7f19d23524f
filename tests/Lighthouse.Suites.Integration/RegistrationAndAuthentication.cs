using System.Net;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Integration;

/// <summary>An agent is who it proves to be, from registration to revocation.</summary>
public sealed class RegistrationAndAuthentication(Day day)
{
    private const string Gate = "registration-and-authentication";
    private readonly Checklist steps = new();

    [Fact, Gate(Gate, "registration.wrong")]
    public async Task An_agent_is_who_it_proves_to_be()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var agents = await Operators.ConnectAsync(day, cancellation);
        var count = day.Sizes(Gate).Count("agents");
        await agents.EnlistAsync("identity", count, cancellation);
        await Rounds.SideBySideAsync(count, async (number, token) =>
        {
            var credential = agents.Credentials[number];
            var session = agents.Sessions[number];
            steps.That(session.AgentId == credential.AgentId, "a session belongs to the agent that opened it");
            steps.That(await session.ValidateAsync(token), "a fresh session is valid");
            await ProofsAsync(agents.Client, credential, token);
            await RegistrationAsync(agents, credential, session, token);
            await ImpersonationAsync(session, agents.Sessions[(number + 1) % count].AgentId, token);
            await BindingAsync(session, token);
            await LimitAsync(agents.Client, credential, session, token);
            await RevocationAsync(session, token);
        }, cancellation);

        var measure = new Measure(Gate, steps.How($"{count} agents registered, authenticated, bound, limited and revoked over HTTP"));
        day.Evidence.Record(measure.Count("registration.wrong", steps.Wrong.Count, steps.Checked));
    }

    private async Task ProofsAsync(BridgeClient client, AgentCredential credential, CancellationToken cancellation)
    {
        await steps.RefusedAsync(
            () => client.OpenSessionAsync(credential.AgentId, credential.Secret + "0", cancellation: cancellation), "a wrong secret", HttpStatusCode.Forbidden);
        await steps.RefusedAsync(
            () => client.OpenSessionAsync(credential with { AgentId = credential.AgentId + "x" }, cancellation: cancellation),
            "an agent that nobody registered", HttpStatusCode.Forbidden);
        var stale = new SessionOptions { Timestamp = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(10) };
        await steps.RefusedAsync(() => client.OpenSessionAsync(credential, stale, cancellation), "a proof ten minutes old", HttpStatusCode.Forbidden);
        var proof = client.PrepareSession(credential.AgentId, credential.Secret);
        steps.That(await StatusOfAsync(client, proof, cancellation) == HttpStatusCode.OK, "a fresh proof opens a session");
        steps.That(await StatusOfAsync(client, proof, cancellation) == HttpStatusCode.Forbidden, "the same proof again opens none");
    }

    private async Task RegistrationAsync(Agents agents, AgentCredential credential, BridgeSession session, CancellationToken cancellation)
    {
        await steps.RefusedAsync(
            () => agents.Client.RegisterAgentAsync(session, credential.AgentId + "-child", cancellation: cancellation),
            "an agent without the admin's role registers another", HttpStatusCode.Forbidden);
        await steps.RefusedAsync(
            () => agents.Client.RegisterAgentAsync(agents.Admin, credential.AgentId, cancellation: cancellation), "a name is registered twice", HttpStatusCode.Conflict);
    }

    private async Task ImpersonationAsync(BridgeSession session, string other, CancellationToken cancellation)
    {
        await steps.RefusedAsync(
            () => session.StoreEventAsync(new EventDraft("probe") { AgentId = other }, cancellation), "an event in another agent's name", HttpStatusCode.Forbidden);
        steps.That(
            await StatusOfAsync(session, $"/elicitation/pending?agent_id={other}", cancellation) == HttpStatusCode.Forbidden, "another agent's questions stay its own");
        steps.That(
            await StatusOfAsync(session, $"/event/wait?agent_id={other}&timeout_seconds=1", cancellation) == HttpStatusCode.Forbidden, "another agent's messages stay its own");
    }

    private async Task BindingAsync(BridgeSession session, CancellationToken cancellation)
    {
        var request = session.Prepare(HttpMethod.Get, $"/elicitation/pending?agent_id={session.AgentId}");
        steps.That(await StatusOfAsync(session, request, cancellation) == HttpStatusCode.OK, "a session works with its own user agent");
        steps.That(
            await StatusOfAsync(session, request.WithHeader("User-Agent", "another/1.0"), cancellation) == HttpStatusCode.Forbidden, "a session is bound to its user agent");
        steps.That(
            await StatusOfAsync(session, request.WithHeader("Authorization", null), cancellation) == HttpStatusCode.Forbidden, "no token is refused with 403");
        steps.That(
            await StatusOfAsync(session, request.WithHeader("Authorization", "Bearer short"), cancellation) == HttpStatusCode.Unauthorized, "a malformed token is refused with 401");
    }

    private async Task LimitAsync(BridgeClient client, AgentCredential credential, BridgeSession first, CancellationToken cancellation)
    {
        // Two sessions are open by now: the agent's own and the one of the fresh proof.
        await using var third = await client.OpenSessionAsync(credential, cancellation: cancellation);
        await steps.RefusedAsync(
            () => client.OpenSessionAsync(credential, cancellation: cancellation), "a fourth session", HttpStatusCode.TooManyRequests, HttpStatusCode.Conflict, HttpStatusCode.Forbidden);
        steps.That(await first.ValidateAsync(cancellation), "a refused session evicts no other");
    }

    private async Task RevocationAsync(BridgeSession session, CancellationToken cancellation)
    {
        var request = session.Prepare(HttpMethod.Get, $"/elicitation/pending?agent_id={session.AgentId}");
        await session.RevokeAsync(cancellation);
        steps.That(await StatusOfAsync(session, request, cancellation) == HttpStatusCode.Forbidden, "a revoked session is refused");
    }

    private static Task<HttpStatusCode> StatusOfAsync(BridgeSession session, string path, CancellationToken cancellation) =>
        StatusOfAsync(session, session.Prepare(HttpMethod.Get, path), cancellation);

    private static async Task<HttpStatusCode> StatusOfAsync(BridgeSession session, PreparedRequest request, CancellationToken cancellation)
    {
        using var answer = await session.SendAsync(request, cancellation);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> StatusOfAsync(BridgeClient client, PreparedRequest request, CancellationToken cancellation)
    {
        using var answer = await client.SendAsync(request, cancellation);
        return answer.StatusCode;
    }
}
