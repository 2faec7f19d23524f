namespace Lighthouse.Bridge.Elicitations;

/// <summary>What the sender gets back.</summary>
/// <param name="Id">"elicit_" and 16 hex characters.</param>
/// <param name="ExpiresAt">Deadline in unix milliseconds.</param>
/// <param name="SenderNonce">The sender's one-time nonce, for cancelling.</param>
public sealed record CreatedElicitation(string Id, long ExpiresAt, string SenderNonce);
