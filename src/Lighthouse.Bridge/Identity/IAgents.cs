using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>The registered agents.</summary>
public interface IAgents : IEventSourced
{
    /// <summary>The agent of that name; null when there is none.</summary>
    Agent? Find(string agentId);

    /// <summary>The agent's secret. It is derived, never stored.</summary>
    string SecretOf(Agent agent);

    /// <summary>Registers an agent.</summary>
    /// <exception cref="RefusalException">409 when the name is taken.</exception>
    Task<Agent> RegisterAsync(string agentId, Role role, string registeredBy);
}
