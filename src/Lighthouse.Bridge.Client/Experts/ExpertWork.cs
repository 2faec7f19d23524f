using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>A delegation or task. Times are unix seconds.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Kind"><c>delegation</c> or <c>task</c>.</param>
/// <param name="Status"><c>pending</c>, <c>completed</c>, <c>failed</c> or <c>timed_out</c>.</param>
/// <param name="FromAgent">Who asked.</param>
/// <param name="ToAgent">Who has it.</param>
/// <param name="Priority"><c>low</c>, <c>normal</c>, <c>high</c> or <c>critical</c>.</param>
/// <param name="CreatedAt">When it was handed out.</param>
/// <param name="ExpiresAt">Its deadline.</param>
/// <param name="ToolName">The tool of a delegation.</param>
/// <param name="TaskDescription">A task in words.</param>
/// <param name="ToolInput">The tool's input, while it is open.</param>
/// <param name="Capability">What it was routed by.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Result">What the expert gave.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Metadata">The asker's own, while it is open.</param>
public sealed record ExpertWork(
    string Id, string Kind, string Status, string FromAgent, string ToAgent, string Priority, double CreatedAt, double ExpiresAt,
    string? ToolName = null, string? TaskDescription = null, JsonElement? ToolInput = null, string? Capability = null, double? EndedAt = null,
    JsonElement? Result = null, string? Error = null, JsonElement? Metadata = null);
