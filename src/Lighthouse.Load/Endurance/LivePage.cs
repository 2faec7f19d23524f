using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Lighthouse.Load.Endurance;

/// <summary>
/// A page on this machine that shows a long run while it runs: one HTML page without anything from elsewhere, and a stream of server-sent events
/// that it draws. It listens on the loopback address alone and keeps the last readings for who comes later.
/// </summary>
public sealed class LivePage : IAsyncDisposable
{
    private const int Kept = 600, MostReaders = 32;
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private readonly Lock _gate = new();
    private readonly Queue<string> _recent = new();
    private readonly List<Channel<string>> _readers = [];
    private readonly HttpListener _listener = new();
    private readonly string _title;
    private readonly Task _serving;

    private LivePage(string title, int port)
    {
        _title = title;
        Address = new Uri($"http://127.0.0.1:{port}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Opens the page on a free port.</summary>
    /// <param name="title">What runs.</param>
    /// <exception cref="HttpListenerException">No port could be had.</exception>
    public static LivePage Open(string title)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new LivePage(title, FreePort());
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody else was faster on that port.
            }
        }
    }

    /// <summary>Shows a reading to everybody who looks on.</summary>
    public void Show(LiveReading reading)
    {
        var text = JsonSerializer.Serialize(reading, Format);
        lock (_gate)
        {
            _recent.Enqueue(text);
            if (_recent.Count > Kept)
                _recent.Dequeue();
            // One who does not read loses the oldest; nobody waits for him.
            foreach (var reader in _readers)
                reader.Writer.TryWrite(text);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            foreach (var reader in _readers)
                reader.Writer.TryComplete();
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            switch (context.Request.HttpMethod, context.Request.Url?.AbsolutePath)
            {
                case ("GET", "/"):
                    await SendAsync(context.Response, Encoding.UTF8.GetBytes(LivePageText.Of(_title)));
                    break;
                case ("GET", "/events"):
                    await StreamAsync(context.Response);
                    break;
                default:
                    context.Response.StatusCode = (int)HttpStatusCode.NotFound;
                    break;
            }

            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever looked on has gone.
        }
    }

    private static async Task SendAsync(HttpListenerResponse response, byte[] page)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers["Content-Security-Policy"] = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'";
        response.ContentLength64 = page.Length;
        await response.OutputStream.WriteAsync(page);
    }

    private async Task StreamAsync(HttpListenerResponse response)
    {
        var reader = Channel.CreateBounded<string>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            if (_readers.Count >= MostReaders)
            {
                response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
                return;
            }

            foreach (var reading in _recent)
                reader.Writer.TryWrite(reading);
            _readers.Add(reader);
        }

        try
        {
            response.ContentType = "text/event-stream";
            response.Headers["Cache-Control"] = "no-store";
            response.SendChunked = true;
            await foreach (var reading in reader.Reader.ReadAllAsync())
            {
                await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes($"data: {reading}\n\n"));
                await response.OutputStream.FlushAsync();
            }
        }
        finally
        {
            lock (_gate)
                _readers.Remove(reader);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
