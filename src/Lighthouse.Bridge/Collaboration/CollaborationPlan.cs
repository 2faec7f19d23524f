using System.Text.Json;

namespace Lighthouse.Bridge.Collaboration;

/// <summary>What a collaboration is to be.</summary>
/// <param name="Participants">Who takes part; whoever starts it does in any case.</param>
/// <param name="Type">Its kind, in the starter's words; null for none.</param>
/// <param name="Objective">What it is for; null for none.</param>
/// <param name="Metadata">The starter's own; null for none.</param>
public sealed record CollaborationPlan(IReadOnlyList<string> Participants, string? Type, string? Objective, JsonElement? Metadata);
