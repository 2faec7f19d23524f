using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>A question that waits for this agent's answer.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="FromAgent">Who asks.</param>
/// <param name="Message">The question.</param>
/// <param name="Schema">JSON schema that the answer must meet.</param>
/// <param name="CreatedAt">Unix seconds, kept as written because it is part of what is signed.</param>
/// <param name="ExpiresAt">Deadline in unix seconds.</param>
/// <param name="Nonce">The target's one-time nonce.</param>
/// <param name="Signature">The bridge's signature over the question; empty where a bridge gives none.</param>
public sealed record PendingElicitation(
    string Id, string FromAgent, string Message, JsonElement Schema, JsonElement CreatedAt, double ExpiresAt, string Nonce, string Signature = "");
