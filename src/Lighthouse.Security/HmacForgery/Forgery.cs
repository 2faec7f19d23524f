namespace Lighthouse.Security.HmacForgery;

/// <summary>A message that nobody signed.</summary>
/// <param name="Group">Its kind.</param>
/// <param name="Name">What is wrong with it; the same in every run.</param>
/// <param name="Values">The values of the fields.</param>
/// <param name="Signature">The signature that comes with them.</param>
internal sealed record Forgery(string Group, string Name, IReadOnlyList<string> Values, string Signature);
