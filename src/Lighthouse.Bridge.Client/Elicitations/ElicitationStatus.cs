using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>Where an elicitation stands.</summary>
/// <param name="Status"><c>pending</c>, <c>accepted</c>, <c>declined</c>, <c>cancelled</c> or <c>expired</c>.</param>
/// <param name="CreatedAt">Unix seconds.</param>
/// <param name="ExpiresAt">Deadline, while pending or when expired.</param>
/// <param name="RespondedAt">When it ended by a party's word.</param>
/// <param name="Data">The answer; only for the two parties of an accepted one.</param>
public sealed record ElicitationStatus(string Status, double CreatedAt, double? ExpiresAt = null, double? RespondedAt = null, JsonElement? Data = null);
