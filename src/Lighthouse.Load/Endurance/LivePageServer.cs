using System.Net.Sockets;
using System.Text;

namespace Lighthouse.Load.Endurance;

/// <summary>
/// As much of an HTTP server as one page and its stream need. Every failure of a connection ends that connection alone; there are never more of
/// them than <see cref="MostConnections"/>, and who asks for nothing in time is cut off. One more waits until another has gone.
/// </summary>
internal sealed class LivePageServer : IAsyncDisposable
{
    /// <summary>How long a request may take to come, and a plain answer to go.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const int MostConnections = 64;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);
    private readonly TcpListener _listener;
    private readonly byte[] _page;
    private readonly LiveReadings _readings;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _places = new(MostConnections);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    public LivePageServer(TcpListener listener, string page, LiveReadings readings, TimeProvider time)
    {
        (_listener, _readings, _time) = (listener, readings, time);
        var body = Encoding.UTF8.GetBytes(page);
        _page =
        [
            .. Head(
                "200 OK", "Content-Type: text/html; charset=utf-8", $"Content-Length: {body.Length}",
                "Content-Security-Policy: default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'"),
            .. body,
        ];
        _accepting = AcceptAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_end.IsCancellationRequested)
            return;
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        for (var ended = 0; ended < MostConnections; ended++)
            await _places.WaitAsync();
        _places.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var held = false;
            try
            {
                await _places.WaitAsync(_end.Token);
                held = true;
                var socket = await _listener.AcceptSocketAsync(_end.Token);
                _ = ServeAsync(socket);
                held = false;
            }
            catch (OperationCanceledException)
            {
                // The page is closed.
            }
            catch (SocketException)
            {
                // Gone before it was taken, or no descriptor is left: the next one may do.
                await Task.Delay(Breath, _time);
            }
            finally
            {
                if (held)
                    _places.Release();
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await AnswerAsync(socket);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever looked on has gone, was too slow, or the page is closed.
        }
        finally
        {
            socket.Dispose();
            _places.Release();
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using var late = new CancellationTokenSource(Patience, _time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _end.Token);
        switch (await LiveRequest.ReadAsync(socket, bound.Token))
        {
            case { IsMeantForThisMachine: true, Method: "GET", Path: "/" }:
                await SendAsync(socket, _page, bound.Token);
                break;
            case { IsMeantForThisMachine: true, Method: "GET", Path: "/events" }:
                await StreamAsync(socket);
                break;
            case { IsMeantForThisMachine: true }:
                await SendAsync(socket, Head("404 Not Found", "Content-Length: 0"), bound.Token);
                break;
            default:
                await SendAsync(socket, Head("400 Bad Request", "Content-Length: 0"), bound.Token);
                break;
        }
    }

    private async Task StreamAsync(Socket socket)
    {
        if (_readings.TryJoin() is not { } viewer)
        {
            await SendAsync(socket, Head("503 Service Unavailable", "Content-Length: 0"), _end.Token);
            return;
        }

        try
        {
            using var bound = CancellationTokenSource.CreateLinkedTokenSource(viewer.Dropped, _end.Token);
            await SendAsync(socket, Head("200 OK", "Content-Type: text/event-stream", "Cache-Control: no-store"), bound.Token);
            await SendAsync(socket, viewer.Past, bound.Token);
            await foreach (var message in viewer.Messages.ReadAllAsync(bound.Token))
                await SendAsync(socket, message, bound.Token);
        }
        finally
        {
            _readings.Leave(viewer);
        }
    }

    private static byte[] Head(string status, params IEnumerable<string> fields) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 {string.Join("\r\n", [status, .. fields, "Connection: close"])}\r\n\r\n");

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, cancellation)..];
    }
}
