using System.Text.Json;

namespace Lighthouse.Bridge.Experts;

/// <summary>What an expert says of itself when it registers.</summary>
/// <param name="AgentType">Its kind, in its own words.</param>
/// <param name="Capabilities">What it can be asked for; at least one, no two alike.</param>
/// <param name="MostOpen">Most open work that it takes at once.</param>
/// <param name="Metadata">Whatever else; null for none.</param>
public sealed record ExpertProfile(string AgentType, IReadOnlyList<string> Capabilities, int MostOpen, JsonElement? Metadata);
