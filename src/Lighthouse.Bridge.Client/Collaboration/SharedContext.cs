using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>A collaboration and its context. Times are unix seconds.</summary>
/// <param name="SessionId">Its identity.</param>
/// <param name="Status"><c>active</c> or <c>ended</c>.</param>
/// <param name="Participants">Who takes part.</param>
/// <param name="StartedBy">Who started it.</param>
/// <param name="StartedAt">When.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="Version">Rises with every change of the context.</param>
/// <param name="Context">The context, by key.</param>
/// <param name="CollaborationType">Its kind.</param>
/// <param name="Objective">What it is for.</param>
/// <param name="Metadata">The starter's own.</param>
/// <param name="EndedAt">When it ended.</param>
public sealed record SharedContext(
    string SessionId, string Status, IReadOnlyList<string> Participants, string StartedBy, double StartedAt, double ExpiresAt, long Version,
    IReadOnlyList<SharedEntry> Context, string? CollaborationType = null, string? Objective = null, JsonElement? Metadata = null,
    double? EndedAt = null);

/// <summary>One value of a shared context.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">The value.</param>
/// <param name="AgentId">Who shared it.</param>
/// <param name="Version">The context's version that it made.</param>
/// <param name="SharedAt">Unix seconds.</param>
public sealed record SharedEntry(string Key, JsonElement Value, string AgentId, long Version, double SharedAt);
