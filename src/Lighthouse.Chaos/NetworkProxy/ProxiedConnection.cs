using System.Net;
using System.Net.Sockets;

namespace Lighthouse.Chaos.NetworkProxy;

/// <summary>A client's connection and the one that is made for it to the target.</summary>
internal sealed class ProxiedConnection(Socket client, IPEndPoint target, Link toTarget, Link toClients) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Socket _target = new(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private volatile bool _isAbandoned;

    /// <summary>Whether the target's side was ended alone.</summary>
    public bool IsAbandoned => _isAbandoned;

    /// <summary>Forwards until both sides have ended, or one broke off: then the other is reset.</summary>
    public async Task ForwardAsync()
    {
        try
        {
            // The handshake of a connection takes both directions.
            await toTarget.WhenOpenAsync(_ended.Token);
            await toClients.WhenOpenAsync(_ended.Token);
            await _target.ConnectAsync(target, _ended.Token);
            await BothAsync(new Pump(client, _target, toTarget).RunAsync(_ended.Token), new Pump(_target, client, toClients).RunAsync(_ended.Token));
            client.Dispose();
            _target.Dispose();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            Reset();
        }
    }

    /// <summary>Ends the target's side and leaves the client's open, with nobody to answer.</summary>
    public void AbandonTarget()
    {
        _isAbandoned = true;
        Break(_target);
        _ended.Cancel();
    }

    /// <summary>Resets both sides.</summary>
    public void Reset()
    {
        Break(_target);
        if (!_isAbandoned)
            Break(client);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended.Cancel();
        Break(_target);
        Break(client);
    }

    private async Task BothAsync(Task one, Task other)
    {
        var first = await Task.WhenAny(one, other);
        if (!first.IsCompletedSuccessfully)
            await _ended.CancelAsync();
        await Task.WhenAll(one, other);
    }

    private static void Break(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It has ended already.
        }

        socket.Dispose();
    }
}
