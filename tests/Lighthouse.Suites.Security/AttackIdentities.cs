using System.Collections.Concurrent;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Security;

/// <summary>Fresh agents and sessions for attacks, each used for one thing only, so that no limit of one stands in the way of the next.</summary>
internal sealed class AttackIdentities(Agents agents)
{
    public const string UserAgent = "Lighthouse.Suites.Security/1.0";
    private static readonly SessionOptions Options = new() { UserAgent = UserAgent };
    private readonly ConcurrentDictionary<string, BridgeSession> byToken = new();
    private readonly ConcurrentDictionary<string, AgentCredential> credentials = new();
    private readonly string group = Guid.NewGuid().ToString("N")[..8];
    private readonly Queue<AgentCredential> unpaired = new();
    private int number;

    /// <summary>The session that a token belongs to.</summary>
    public BridgeSession this[string token] => byToken[token];

    /// <summary>What an agent of these proves itself with.</summary>
    public AgentCredential CredentialOf(string agentId) => credentials[agentId];

    /// <summary>The role of a session's agent.</summary>
    public string RoleOf(BridgeSession session) => credentials[session.AgentId].Role;

    public async Task<AgentCredential> AgentAsync(string role, CancellationToken cancellation)
    {
        var agent = await agents.Client.RegisterAgentAsync(agents.Admin, $"attack-{group}-{Interlocked.Increment(ref number)}", role, cancellation);
        credentials[agent.AgentId] = agent;
        return agent;
    }

    public async Task<BridgeSession> SessionAsync(string role, CancellationToken cancellation) =>
        await SessionAsync(await AgentAsync(role, cancellation), cancellation);

    /// <summary>A session that every second time belongs to the agent of the time before: a request that names its agent works with both.</summary>
    public async Task<BridgeSession> PairedSessionAsync(string role, CancellationToken cancellation)
    {
        if (unpaired.TryDequeue(out var known))
            return await SessionAsync(known, cancellation);
        var agent = await AgentAsync(role, cancellation);
        unpaired.Enqueue(agent);
        return await SessionAsync(agent, cancellation);
    }

    /// <summary>A request that opens a session, not sent yet.</summary>
    public PreparedRequest Proof(AgentCredential agent) => agents.Client.PrepareSession(agent.AgentId, agent.Secret, Options);

    public async Task<BridgeSession> SessionAsync(AgentCredential agent, CancellationToken cancellation)
    {
        var session = await agents.Client.OpenSessionAsync(agent, Options, cancellation);
        byToken[session.Token] = session;
        return session;
    }
}
