using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>The registered agents.</summary>
public interface IAgents : IEventSourced
{
    /// <summary>Every agent, in no order.</summary>
    IEnumerable<Agent> All { get; }

    /// <summary>The agent of that name; null when there is none.</summary>
    Agent? Find(string agentId);

    /// <summary>The agent's secret. It is derived, never stored.</summary>
    string SecretOf(Agent agent);

    /// <summary>Registers an agent.</summary>
    /// <exception cref="RefusalException">409 when the name is taken or there are too many agents.</exception>
    Task<Agent> RegisterAsync(string agentId, Role role, string registeredBy);

    /// <summary>Gives an agent a new secret; the old one and the sessions that it opened are worth nothing from then on.</summary>
    /// <exception cref="RefusalException">404 unknown, 409 for the bootstrap agent.</exception>
    Task<Agent> RotateAsync(string agentId, string rotatedBy);

    /// <summary>Keeps an agent out, its sessions included, or lets it open sessions again.</summary>
    /// <exception cref="RefusalException">404 unknown, 409 for the bootstrap agent.</exception>
    Task<Agent> DisableAsync(string agentId, bool isDisabled, string disabledBy);
}
