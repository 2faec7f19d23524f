namespace Lighthouse.Bridge.Client;

/// <summary>A registered agent as the bridge lists it: without its secret.</summary>
/// <param name="AgentId">Its name.</param>
/// <param name="Role">Its role.</param>
/// <param name="Disabled">Whether it is kept out.</param>
public sealed record AgentSummary(string AgentId, string Role, bool Disabled);
