using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>Agents in memory, each change an event.</summary>
internal sealed partial class Agents(BridgeOptions options, Journal journal) : IAgents
{
    /// <summary>The bootstrap agent.</summary>
    public const string Admin = "admin";

    /// <summary>An admin registers agents; this bounds what a mistaken one can make grow.</summary>
    public const int Most = 100_000;

    private readonly ConcurrentDictionary<string, bool> _registering = new(StringComparer.Ordinal);
    private readonly HmacRecordSeal _agentKey = new(options.AgentKey);
    private readonly ConcurrentDictionary<string, Agent> _agents = new(StringComparer.Ordinal) { [Admin] = new(Admin, Role.Admin, AdminGeneration(options)) };
    private readonly SemaphoreSlim _changing = new(1, 1);

    public IEnumerable<Agent> All => _agents.Values;

    public Agent? Find(string agentId) => _agents.GetValueOrDefault(agentId);

    public string SecretOf(Agent agent)
    {
        if (agent.Id == Admin) return options.AdminSecret;
        var message = string.Create(CultureInfo.InvariantCulture, $"agent\n{agent.Id}\n{agent.Generation}");
        Span<byte> secret = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _agentKey.Compute(Encoding.UTF8.GetBytes(message), secret);
        return Convert.ToHexStringLower(secret);
    }

    public async Task<Agent> RegisterAsync(string agentId, Role role, string registeredBy)
    {
        var agent = new Agent(agentId, role, 1);
        if (_agents.Count >= Most) throw Conflict("too_many_agents", $"There are {Most} agents; no more can be registered.");
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

    public Task<Agent> RotateAsync(string agentId, string rotatedBy) =>
        ChangeAsync(agentId, rotatedBy, BridgeEvents.AgentRotated, agent => agent with { Generation = agent.Generation + 1 });

    public Task<Agent> DisableAsync(string agentId, bool isDisabled, string disabledBy) => ChangeAsync(
        agentId, disabledBy, isDisabled ? BridgeEvents.AgentDisabled : BridgeEvents.AgentEnabled, agent => agent with { IsDisabled = isDisabled });

    public void Apply(StoredEvent stored)
    {
        var data = stored.Event.Data;
        switch (stored.Event.EventType)
        {
            case BridgeEvents.AgentRegistered when Roles.Parse(data.GetProperty("role").GetString()!) is { } role:
                var id = IdIn(data);
                _agents[id] = new Agent(id, role, data.GetProperty("generation").GetInt32());
                break;
            case BridgeEvents.AgentRotated when Find(IdIn(data)) is { } agent:
                _agents[agent.Id] = agent with { Generation = data.GetProperty("generation").GetInt32() };
                break;
            case BridgeEvents.AgentDisabled or BridgeEvents.AgentEnabled when Find(IdIn(data)) is { } agent:
                _agents[agent.Id] = agent with { IsDisabled = stored.Event.EventType == BridgeEvents.AgentDisabled };
                break;
        }
    }

    private async Task<Agent> ChangeAsync(string agentId, string by, string eventType, Func<Agent, Agent> change)
    {
        await _changing.WaitAsync();
        try
        {
            var agent = Find(agentId) ?? throw new RefusalException(StatusCodes.Status404NotFound, "unknown_agent", "There is no agent of that name.");
            if (agentId == Admin) throw Conflict("bootstrap_agent", "The bootstrap agent is changed by the configuration: give it another AdminSecret.");
            var changed = change(agent);
            var data = new JsonObject { ["agent_id"] = agentId, ["generation"] = changed.Generation, ["by"] = by };
            await journal.WriteAsync(eventType, "agent", agentId, by, data);
            return _agents[agentId] = changed;
        }
        finally
        {
            _changing.Release();
        }
    }

    // The bootstrap agent's secret is changed where it is configured; another secret is another generation, which ends the sessions of the old one.
    private static int AdminGeneration(BridgeOptions options)
    {
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.AgentKey), Encoding.UTF8.GetBytes("admin-generation\n" + options.AdminSecret));
        return BinaryPrimitives.ReadInt32BigEndian(mac) & int.MaxValue;
    }

    private static string IdIn(JsonElement data) => data.GetProperty("agent_id").GetString()!;

    private static RefusalException Exists() => Conflict("agent_exists", "An agent of that name is registered already.");

    private static RefusalException Conflict(string code, string message) => new(StatusCodes.Status409Conflict, code, message);
}
