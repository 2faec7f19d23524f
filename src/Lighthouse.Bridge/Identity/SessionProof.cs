namespace Lighthouse.Bridge.Identity;

/// <summary>What an agent shows to open a session.</summary>
/// <param name="AgentId">Who it says it is.</param>
/// <param name="Timestamp">Unix seconds of the proof.</param>
/// <param name="Nonce">16 to 64 hex characters, usable once.</param>
/// <param name="Signature">Lower-hex HMAC-SHA256 by the agent's secret.</param>
public sealed record SessionProof(string AgentId, long Timestamp, string Nonce, string Signature);
