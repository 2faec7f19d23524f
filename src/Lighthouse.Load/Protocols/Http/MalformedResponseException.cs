namespace Lighthouse.Load.Protocols.Http;

/// <summary>What the target sent is no HTTP/1.1 response, or exceeds a limit.</summary>
public sealed class MalformedResponseException() : IOException("LHL3208: the target sent what is no HTTP/1.1 response or exceeds a limit; the connection was closed.");
