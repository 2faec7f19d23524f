using System.Net;
using System.Threading.Channels;
using Lighthouse.Load.Protocols.Http;
using Prepared = Lighthouse.Bridge.Client.PreparedRequest;

namespace Lighthouse.Benchmarks.Crowd;

/// <summary>
/// Keep-alive connections that many agents share for what they ask, over the load engine's own sockets: a client of comfort would cost the
/// generator twice the processor. A request that finds none free waits for one.
/// </summary>
internal sealed class HttpConnections : IDisposable
{
    private readonly Channel<HttpAgent> _free = Channel.CreateUnbounded<HttpAgent>();
    private readonly Uri _bridge;

    public HttpConnections(Uri bridge, int count)
    {
        _bridge = bridge;
        for (var made = 0; made < count; made++)
            _free.Writer.TryWrite(new HttpAgent(new IPEndPoint(IPAddress.Loopback, bridge.Port)));
    }

    /// <summary>Sends a request, and returns its answer, whatever it says.</summary>
    public async Task<HttpAnswer> SendAsync(Prepared request, CancellationToken cancellation)
    {
        var wire = PreparedRequest.Of(
            request.Method, new Uri(_bridge, request.Path), [.. request.Headers, new("Content-Type", "application/json")], (request.Body ?? default).Span);
        var connection = await _free.Reader.ReadAsync(cancellation);
        try
        {
            return await connection.SendAsync(wire, cancellation, keepBody: true);
        }
        finally
        {
            _free.Writer.TryWrite(connection);
        }
    }

    public void Dispose()
    {
        while (_free.Reader.TryRead(out var connection))
            connection.Dispose();
    }
}
