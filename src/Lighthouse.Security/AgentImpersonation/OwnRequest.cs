using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AgentImpersonation;

/// <summary>A request that an attacker may make in its own name.</summary>
/// <param name="AgentId">The attacker.</param>
/// <param name="Request">The request with the attacker's token, not sent yet. It has to succeed.</param>
public sealed record OwnRequest(string AgentId, RawRequest Request);

/// <summary>Something that an agent may do itself, and the ways in which another must not do it in its place.</summary>
/// <param name="Name">What is done; the same in every run.</param>
/// <param name="Own">The legitimate request. It is sent last and has to succeed; so whatever was refused before was refused for who asked.</param>
/// <param name="Forged">The others' requests by name.</param>
public sealed record ForgedCase(string Name, RawRequest Own, IReadOnlyList<KeyValuePair<string, RawRequest>> Forged);
