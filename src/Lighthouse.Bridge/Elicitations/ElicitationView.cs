using System.Text.Json;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>An elicitation as somebody who may see it sees it. Times are unix milliseconds.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="CreatedAt">When it was asked.</param>
/// <param name="ExpiresAt">Deadline.</param>
/// <param name="RespondedAt">When a party ended it; null while pending and when expired.</param>
/// <param name="Data">The answer, for the two parties only.</param>
public sealed record ElicitationView(ElicitationState State, long CreatedAt, long ExpiresAt, long? RespondedAt, JsonElement? Data);
