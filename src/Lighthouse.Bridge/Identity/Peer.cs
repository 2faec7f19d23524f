namespace Lighthouse.Bridge.Identity;

/// <summary>Where a request really comes from.</summary>
/// <param name="Address">The connection's remote address.</param>
/// <param name="UserAgent">The <c>User-Agent</c> header; empty when there is none.</param>
public sealed record Peer(string Address, string UserAgent);
