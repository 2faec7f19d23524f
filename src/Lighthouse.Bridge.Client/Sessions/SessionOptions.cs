namespace Lighthouse.Bridge.Client;

/// <summary>How a session is opened.</summary>
public sealed record SessionOptions
{
    /// <summary>The <c>User-Agent</c> header that the session is bound to. Default: the client's own name.</summary>
    public string UserAgent { get; init; } = "Lighthouse.Bridge.Client/0.1";

    /// <summary>The address that the agent claims in the body; the bridge binds to the real one. Default 127.0.0.1.</summary>
    public string IpAddress { get; init; } = "127.0.0.1";

    /// <summary>Nonce of the credential, 16 to 64 hex characters. Default: fresh random.</summary>
    public string? Nonce { get; init; }

    /// <summary>Time of the credential. Default: now.</summary>
    public DateTimeOffset? Timestamp { get; init; }
}
