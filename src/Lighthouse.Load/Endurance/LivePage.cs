using System.Net;
using System.Net.Sockets;

namespace Lighthouse.Load.Endurance;

/// <summary>
/// A page on this machine that shows a long run while it runs: one HTML page without anything from elsewhere, and a stream of server-sent events
/// that it draws. It listens on the loopback address alone and keeps the last readings for who comes later. Nobody who looks on can hold the run up.
/// </summary>
public sealed class LivePage : IAsyncDisposable
{
    private readonly LiveReadings _readings = new();
    private readonly LivePageServer _server;

    private LivePage(string title, TcpListener listener, TimeProvider time)
    {
        _server = new LivePageServer(listener, LivePageText.Of(title), _readings, time);
        Address = new Uri($"http://{listener.LocalEndpoint}/");
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Opens the page on a free port.</summary>
    /// <param name="title">What runs.</param>
    /// <exception cref="SocketException">No port could be had.</exception>
    public static LivePage Open(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return Open(title, listener, TimeProvider.System);
    }

    /// <summary>Opens it where somebody listens already, perhaps with connections that wait.</summary>
    internal static LivePage Open(string title, TcpListener listener, TimeProvider time) => new(title, listener, time);

    /// <summary>Shows a reading to everybody who looks on.</summary>
    public void Show(LiveReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        _readings.Show(reading);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
