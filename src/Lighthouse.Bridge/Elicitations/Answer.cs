using System.Text.Json;

namespace Lighthouse.Bridge.Elicitations;

/// <summary>What ends an elicitation by a party's word.</summary>
/// <param name="ElicitationId">Which.</param>
/// <param name="Type"><see cref="ElicitationState.Accepted"/>, <see cref="ElicitationState.Declined"/> or <see cref="ElicitationState.Cancelled"/>.</param>
/// <param name="ResponseType">The wire's word for it: accept, decline or cancel. It is part of what is signed.</param>
/// <param name="Data">The answer; null for none.</param>
/// <param name="Nonce">The party's one-time nonce.</param>
/// <param name="Signature">Lower-hex HMAC-SHA256 with the key derived for this elicitation.</param>
public sealed record Answer(string ElicitationId, ElicitationState Type, string ResponseType, JsonElement? Data, string Nonce, string Signature);
