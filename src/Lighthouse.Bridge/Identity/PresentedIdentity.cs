namespace Lighthouse.Bridge.Identity;

/// <summary>What a request shows to say who makes it.</summary>
/// <param name="Operation">The operation that is called, such as <c>POST /event/store</c>.</param>
/// <param name="Authorization">Every <c>Authorization</c> header, in order.</param>
/// <param name="Peer">Where the request comes from.</param>
public sealed record PresentedIdentity(string Operation, IReadOnlyList<string?> Authorization, Peer Peer);
