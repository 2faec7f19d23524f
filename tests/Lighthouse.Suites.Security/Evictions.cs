using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.SessionHijacking;

namespace Lighthouse.Suites.Security;

/// <summary>What must not end or lock out an agent's sessions.</summary>
internal sealed class Evictions(Agents agents, AttackIdentities identities)
{
    // More than the three that an agent may have.
    private const int Many = 5;
    private const int MostAtOnce = 3;

    public IReadOnlyList<Eviction> All =>
    [
        new("openings in its agent's name, signed with another secret", ForgeAsync) { Afterwards = victim => identities.Proof(identities.CredentialOf(victim.AgentId)).ToRaw() },
        new("openings in its agent's name, when that has as many as it may", ForgeAtLimitAsync),
        new("more sessions of the attacker's own than it may have", async (_, token) => await OpenManyAsync(await identities.AgentAsync("agent", token), token)),
        new("more sessions of its own agent than it may have", (victim, token) => OpenManyAsync(identities.CredentialOf(victim.AgentId), token)),
        new("the attacker ends it by its id", EndByIdAsync),
        new("the attacker ends its own session in the victim's name", EndInNameAsync),
    ];

    private async Task ForgeAsync(StolenSession victim, CancellationToken cancellation)
    {
        var forger = identities.CredentialOf(victim.AgentId) with { Secret = new string('0', 64) };
        for (var attempt = 0; attempt < 2 * Many; attempt++)
            await SendAsync(identities.Proof(forger), cancellation);
    }

    private async Task ForgeAtLimitAsync(StolenSession victim, CancellationToken cancellation)
    {
        for (var session = 1; session < MostAtOnce; session++)
            await SendAsync(identities.Proof(identities.CredentialOf(victim.AgentId)), cancellation);
        await ForgeAsync(victim, cancellation);
    }

    private async Task OpenManyAsync(AgentCredential agent, CancellationToken cancellation)
    {
        for (var session = 0; session < Many; session++)
            await SendAsync(identities.Proof(agent), cancellation);
    }

    private async Task EndByIdAsync(StolenSession victim, CancellationToken cancellation)
    {
        var attacker = await identities.SessionAsync("agent", cancellation);
        await SendAsync(attacker.Prepare(HttpMethod.Post, "/session/revoke", JsonSerializer.SerializeToUtf8Bytes(new { session_id = victim.SessionId })), cancellation);
    }

    private async Task EndInNameAsync(StolenSession victim, CancellationToken cancellation)
    {
        var attacker = await identities.SessionAsync("agent", cancellation);
        var body = new { agent_id = victim.AgentId, session_token = victim.Token };
        await SendAsync(attacker.Prepare(HttpMethod.Post, "/session/revoke", JsonSerializer.SerializeToUtf8Bytes(body)), cancellation);
    }

    // Whatever it answers: what counts is what becomes of the victim's session.
    private async Task SendAsync(PreparedRequest request, CancellationToken cancellation)
    {
        using var response = await agents.Client.SendAsync(request, cancellation);
    }
}
