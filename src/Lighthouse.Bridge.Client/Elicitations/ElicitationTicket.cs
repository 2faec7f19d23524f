namespace Lighthouse.Bridge.Client;

/// <summary>What the sender of an elicitation holds.</summary>
/// <param name="ElicitationId">Its identity.</param>
/// <param name="Status"><c>pending</c>.</param>
/// <param name="ExpiresAt">Deadline in unix seconds.</param>
/// <param name="Nonce">The sender's one-time nonce, for cancelling; empty where a bridge gives none.</param>
public sealed record ElicitationTicket(string ElicitationId, string Status, double ExpiresAt, string Nonce = "");
