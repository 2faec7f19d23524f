using System.Text.Json;

namespace Lighthouse.Bridge.Experts;

/// <summary>What an agent hands out.</summary>
/// <param name="Kind">A delegation or a task.</param>
/// <param name="FromAgent">Who asks; never the expert itself.</param>
/// <param name="Target">Who is to do it.</param>
/// <param name="Subject">The name of the tool, or the task in words.</param>
/// <param name="Input">The tool's input; null for a task.</param>
/// <param name="Priority">Its place among the expert's open work.</param>
/// <param name="Timeout">How long the expert has.</param>
/// <param name="Metadata">The asker's own; null for none.</param>
public sealed record DelegationRequest(
    DelegationKind Kind, string FromAgent, ExpertTarget Target, string Subject, JsonElement? Input, DelegationPriority Priority, TimeSpan Timeout,
    JsonElement? Metadata);
