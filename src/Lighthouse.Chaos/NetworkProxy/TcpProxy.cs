using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Lighthouse.Chaos.NetworkProxy;

/// <summary>
/// Stands between clients and a target on this machine and does to their bytes what it is told. It lives in this process and changes nothing
/// outside: when the process ends, so does it.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private const int Backlog = 512;
    private readonly ConcurrentDictionary<ProxiedConnection, Task> _connections = new();
    private readonly Lock _gate = new();
    private readonly IPEndPoint _target;
    private readonly Link _toTarget;
    private readonly Link _toClients;
    private Socket? _listener;
    private long _accepted;
    private bool _isDisposed;

    private TcpProxy(IPEndPoint target)
    {
        var clock = new PacingClock();
        (_target, _toTarget, _toClients) = (target, new Link(clock), new Link(clock));
        Address = Listen(new IPEndPoint(IPAddress.Loopback, 0));
    }

    /// <summary>Where it listens: loopback, a port of its own.</summary>
    public IPEndPoint Address { get; }

    /// <summary>What it does now.</summary>
    public LinkConditions Conditions { get; private set; } = LinkConditions.Open;

    /// <summary>What has gone through so far.</summary>
    public ProxyFigures Figures => new(Interlocked.Read(ref _accepted), _toTarget.PassedBytes, _toClients.PassedBytes);

    /// <summary>Begins to forward.</summary>
    /// <param name="target">A port on this machine.</param>
    /// <exception cref="ArgumentException">The target is elsewhere: faults stay on this machine.</exception>
    /// <exception cref="SocketException">There is no port to listen on.</exception>
    public static TcpProxy Start(IPEndPoint target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return IPAddress.IsLoopback(target.Address)
            ? new TcpProxy(target)
            : throw new ArgumentException($"LHC4404: {target} is not on this machine; only loopback addresses may be forwarded to.", nameof(target));
    }

    /// <summary>Changes what it does, for open connections and new ones.</summary>
    /// <exception cref="ArgumentException">A condition is outside what is allowed; nothing changes.</exception>
    /// <exception cref="SocketException">It had refused connections and its port was taken meanwhile.</exception>
    public void Apply(LinkConditions conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        conditions.Validate();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var before = Conditions.Connections;
            Conditions = conditions;
            _toTarget.Set(conditions.ToTarget);
            _toClients.Set(conditions.ToClients);
            if (conditions.Connections == ConnectionFate.Refused)
                StopListening();
            else if (_listener is null)
                Listen(Address);
            if (conditions.Connections == before)
                return;
            foreach (var connection in _connections.Keys)
                Meet(connection, conditions.Connections, before);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
            StopListening();
            foreach (var connection in _connections.Keys)
                connection.Dispose();
        }

        await Task.WhenAll(_connections.Values);
    }

    private void Meet(ProxiedConnection connection, ConnectionFate fate, ConnectionFate before)
    {
        if (fate == ConnectionFate.HalfOpen)
            connection.AbandonTarget();
        else if (fate != ConnectionFate.Forwarded || before == ConnectionFate.HalfOpen)
            connection.Dispose();
        if (before == ConnectionFate.HalfOpen)
            _connections.TryRemove(connection, out _);
    }

    private IPEndPoint Listen(IPEndPoint address)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(address);
            listener.Listen(Backlog);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        _listener = listener;
        _ = AcceptAsync(listener);
        return (IPEndPoint)listener.LocalEndPoint!;
    }

    private void StopListening()
    {
        _listener?.Dispose();
        _listener = null;
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                Take(await listener.AcceptAsync());
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                // That client was gone before it was taken.
            }
        }
    }

    private void Take(Socket client)
    {
        client.NoDelay = true;
        Interlocked.Increment(ref _accepted);
        lock (_gate)
        {
            var connection = new ProxiedConnection(client, _target, _toTarget, _toClients);
            if (_isDisposed || Conditions.Connections is ConnectionFate.Reset or ConnectionFate.Refused)
                connection.Dispose();
            else if (Conditions.Connections == ConnectionFate.HalfOpen)
                Keep(connection);
            else
                Forward(connection);
        }
    }

    private void Keep(ProxiedConnection connection)
    {
        connection.AbandonTarget();
        _connections.TryAdd(connection, Task.CompletedTask);
    }

    private void Forward(ProxiedConnection connection)
    {
        var ended = new TaskCompletionSource();
        _connections.TryAdd(connection, ended.Task);
        _ = Task.Run(async () =>
        {
            await connection.ForwardAsync();
            // One whose target is gone stays until the client's side is reset, too.
            if (!connection.IsAbandoned)
                _connections.TryRemove(connection, out _);
            ended.SetResult();
        });
    }
}
