namespace Lighthouse.Chaos.NetworkProxy;

/// <summary>What has gone through a proxy so far.</summary>
/// <param name="Accepted">Connections that clients made.</param>
/// <param name="BytesToTarget">Bytes written to the target.</param>
/// <param name="BytesToClients">Bytes written to clients.</param>
public sealed record ProxyFigures(long Accepted, long BytesToTarget, long BytesToClients);
