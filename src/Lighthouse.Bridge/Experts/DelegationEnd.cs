using System.Text.Json;

namespace Lighthouse.Bridge.Experts;

/// <summary>How a delegation ended.</summary>
/// <param name="State">Any but pending.</param>
/// <param name="Result">What the expert gave; null for none.</param>
/// <param name="Error">Why it failed; null otherwise.</param>
/// <param name="At">When, in steady unix milliseconds.</param>
public sealed record DelegationEnd(DelegationState State, JsonElement? Result, string? Error, long At);
