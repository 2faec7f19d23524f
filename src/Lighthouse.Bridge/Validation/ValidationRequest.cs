using System.Text.Json;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Validation;

/// <summary>A command that an agent wants to run.</summary>
/// <param name="ToolName">The tool.</param>
/// <param name="ToolInput">Its input, a JSON object.</param>
/// <param name="Caller">Who wants to run it.</param>
/// <param name="Metadata">What else the caller says; null for nothing.</param>
public sealed record ValidationRequest(string ToolName, JsonElement ToolInput, Caller Caller, JsonElement? Metadata);
