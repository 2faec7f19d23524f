namespace Lighthouse.Bridge.Client;

/// <content>Push over WebSocket.</content>
public sealed partial class BridgeSession
{
    /// <summary>Opens a WebSocket. It ends with the session.</summary>
    /// <exception cref="BridgeException">The bridge refuses it: 403 not proven, another's path or a foreign origin, 429 too many sockets.</exception>
    public Task<BridgeSocket> OpenSocketAsync(SocketOptions? options = null, CancellationToken cancellation = default) =>
        BridgeSocket.OpenAsync(_client.Address, this, options ?? new SocketOptions(), cancellation);
}
