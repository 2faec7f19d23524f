using System.Text.Json;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>A question as its target sees it. Times are unix milliseconds.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="FromAgent">Who asks.</param>
/// <param name="Message">The question.</param>
/// <param name="Schema">What the answer must look like.</param>
/// <param name="CreatedAt">When it was asked.</param>
/// <param name="ExpiresAt">Deadline.</param>
/// <param name="Nonce">The target's one-time nonce.</param>
/// <param name="Signature">The bridge's signature for the target.</param>
public sealed record PendingQuestion(
    string Id, string FromAgent, string Message, JsonElement Schema, long CreatedAt, long ExpiresAt, string Nonce, string Signature);
