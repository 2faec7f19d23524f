using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>Agents in memory, each registration an event.</summary>
internal sealed class Agents(BridgeOptions options, Journal journal) : IAgents
{
    /// <summary>The bootstrap agent.</summary>
    public const string Admin = "admin";

    private readonly ConcurrentDictionary<string, bool> _registering = new(StringComparer.Ordinal);
    private readonly byte[] _agentKey = Encoding.UTF8.GetBytes(options.AgentKey);
    private readonly ConcurrentDictionary<string, Agent> _agents = new(StringComparer.Ordinal) { [Admin] = new(Admin, Role.Admin, 0) };

    public Agent? Find(string agentId) => _agents.GetValueOrDefault(agentId);

    public string SecretOf(Agent agent)
    {
        if (agent.Id == Admin) return options.AdminSecret;
        var message = string.Create(CultureInfo.InvariantCulture, $"agent\n{agent.Id}\n{agent.Generation}");
        return Convert.ToHexStringLower(HMACSHA256.HashData(_agentKey, Encoding.UTF8.GetBytes(message)));
    }

    public async Task<Agent> RegisterAsync(string agentId, Role role, string registeredBy)
    {
        var agent = new Agent(agentId, role, 1);
        // "bridge" is the source of the bridge's own words; an agent of that name could not be told from it.
        if (agentId == BridgeEvents.Component || !_registering.TryAdd(agentId, true)) throw Exists();
        try
        {
            if (_agents.ContainsKey(agentId)) throw Exists();
            var data = new JsonObject { ["agent_id"] = agentId, ["role"] = role.Name(), ["generation"] = agent.Generation };
            await journal.WriteAsync(BridgeEvents.AgentRegistered, "agent", agentId, registeredBy, data, claims: new EventClaim("agent:" + agentId));
            _agents.TryAdd(agentId, agent);
            return agent;
        }
        catch (RefusalException refusal) when (refusal.Code == Journal.ClaimTaken)
        {
            // Another instance registered the name; its event is on its way to this one.
            throw Exists();
        }
        finally
        {
            _registering.TryRemove(agentId, out _);
        }
    }

    private static RefusalException Exists() => new(StatusCodes.Status409Conflict, "agent_exists", "An agent of that name is registered already.");

    public void Apply(StoredEvent stored)
    {
        if (stored.Event.EventType != BridgeEvents.AgentRegistered) return;
        var data = stored.Event.Data;
        var id = data.GetProperty("agent_id").GetString()!;
        if (Roles.Parse(data.GetProperty("role").GetString()!) is { } role)
            _agents[id] = new Agent(id, role, data.GetProperty("generation").GetInt32());
    }
}
