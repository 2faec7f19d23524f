using System.Text.Json;

namespace Lighthouse.Bridge.Collaboration;

/// <summary>One value of a shared context.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">The value.</param>
/// <param name="AgentId">Who shared it.</param>
/// <param name="Version">The context's version that it made.</param>
/// <param name="SharedAt">When, in steady unix milliseconds.</param>
public sealed record ContextEntry(string Key, JsonElement Value, string AgentId, long Version, long SharedAt);
