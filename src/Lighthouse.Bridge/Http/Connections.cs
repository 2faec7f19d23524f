using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Diagnostics;
using Microsoft.AspNetCore.Connections;

namespace Lighthouse.Bridge.Http;

/// <summary>
/// The open connections, which are limited: one that serves a socket is one of them for as long as it is open. The server's own limit gives the
/// place of a connection back as soon as it is no longer HTTP, and holds more for each.
/// </summary>
internal sealed class Connections : IMetricSource
{
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromSeconds(1);
    private readonly int _most;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Lock _refusing = new();
    private int _open;
    private long _refused;
    private long? _warned;

    public Connections(BridgeOptions options, TimeProvider time, ILogger<Connections> log)
        : this(options.Http.MostConnections, time, log)
    {
    }

    internal Connections(int most, TimeProvider time, ILogger log) => (_most, _time, _log) = (most, time, log);

    /// <summary>Has a connection served until it ends, by the server and then by who took it over; closes it at once when there are too many.</summary>
    public Task ServeAsync(ConnectionContext connection, ConnectionDelegate server)
    {
        if (Interlocked.Increment(ref _open) <= _most) return ServeCountedAsync(connection, server);
        Interlocked.Decrement(ref _open);
        Refuse();
        connection.Transport.Input.Complete();
        connection.Transport.Output.Complete();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void WriteTo(MetricsWriter metrics)
    {
        metrics.Gauge("bridge_connections", "Connections that are open.", Volatile.Read(ref _open));
        metrics.Gauge("bridge_connections_limit", "Connections that may be open.", _most);
        metrics.Counter("bridge_connections_refused_total", "Connections that were closed at once because too many were open.", Interlocked.Read(ref _refused));
    }

    private async Task ServeCountedAsync(ConnectionContext connection, ConnectionDelegate server)
    {
        try
        {
            var transport = TakeableTransport.Under(connection);
            try
            {
                await server(connection);
            }
            finally
            {
                await transport.GoOnAsync(connection);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    // Whoever connects again and again does not fill the log.
    private void Refuse()
    {
        long refused;
        lock (_refusing)
        {
            refused = ++_refused;
            if (_warned is { } before && _time.GetElapsedTime(before) < BetweenWarnings) return;
            _warned = _time.GetTimestamp();
        }

        _log.LogWarning("LHB3005: a connection was closed at once: {Most} are open, and Http:MostConnections allows no more ({Refused} closed so far).", _most, refused);
    }
}
