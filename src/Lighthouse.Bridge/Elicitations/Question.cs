using System.Text.Json;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>What an agent asks another.</summary>
/// <param name="ToAgent">Who is asked.</param>
/// <param name="Message">The question.</param>
/// <param name="Schema">What the answer must look like.</param>
/// <param name="Timeout">How long it may take.</param>
/// <param name="Metadata">The sender's own notes; null for none.</param>
public sealed record Question(string ToAgent, string Message, JsonElement Schema, TimeSpan Timeout, JsonElement? Metadata);
