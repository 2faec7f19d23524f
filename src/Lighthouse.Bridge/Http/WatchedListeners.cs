using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Lighthouse.Bridge.Http;

/// <summary>
/// Listens as the server's own sockets do, and does not go deaf: the server accepts no connection any more once accepting one has failed, as for want of
/// memory, and its process stays. Here it goes on; where it was given up all the same, the process ends, so that it is started again.
/// </summary>
internal sealed class WatchedListeners(IConnectionListenerFactory sockets, TimeProvider time, ListenerWatch watch)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => sockets is not IConnectionListenerFactorySelector selector || selector.CanBind(endpoint);

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = new WatchedListener(await sockets.BindAsync(endpoint, cancellationToken), time);
        watch.Add(listener);
        return listener;
    }
}

/// <summary>A listener that outlives a failed accept and knows whether somebody accepts.</summary>
internal sealed class WatchedListener(IConnectionListener inner, TimeProvider time) : IConnectionListener
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private volatile bool _isAccepting, _isClosed;
    private int _begun;

    public EndPoint EndPoint => inner.EndPoint;

    /// <summary>Whether it is to listen, and nobody has waited for a connection since this was asked last.</summary>
    public bool WasDeaf() => Interlocked.Exchange(ref _begun, 0) == 0 && !_isAccepting && !_isClosed;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        _isAccepting = true;
        Interlocked.Increment(ref _begun);
        try
        {
            while (true)
            {
                try
                {
                    return await inner.AcceptAsync(cancellationToken);
                }
                catch (OutOfMemoryException)
                {
                    // That connection is lost; what was freed meanwhile may do for the next.
                    await Task.Delay(Pause, time, cancellationToken);
                }
            }
        }
        finally
        {
            _isAccepting = false;
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _isClosed = true;
        return inner.UnbindAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _isClosed = true;
        return inner.DisposeAsync();
    }
}
