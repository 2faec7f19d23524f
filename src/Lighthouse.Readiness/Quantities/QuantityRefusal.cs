namespace Lighthouse.Readiness.Quantities;

/// <summary>Why a text is no quantity.</summary>
/// <param name="UnknownUnit">The unit that does not exist; null when the number is at fault.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
internal sealed record QuantityRefusal(string? UnknownUnit, string Message);
