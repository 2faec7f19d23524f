using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Lighthouse.Security.Wire;

/// <summary>Sends requests as they are written: a normal client would normalise paths and refuse odd headers. One connection a request, everything bounded.</summary>
public sealed class RawHttp
{
    /// <summary>The most bytes of a body that are kept: 1 MB.</summary>
    public const int LongestBody = 1024 * 1024;

    private readonly Uri _address;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly IPAddress? _from;

    /// <summary>Makes a sender.</summary>
    /// <param name="address">Where to; http or https.</param>
    /// <param name="timeout">How long connecting, and then answering, may take each.</param>
    /// <param name="time">The clock.</param>
    /// <param name="from">The address of this machine to send from; null for the one that the system chooses.</param>
    /// <exception cref="ArgumentException">The address is not absolute http or https.</exception>
    public RawHttp(Uri address, TimeSpan timeout, TimeProvider time, IPAddress? from = null)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"LHS5011: '{address}' is not an absolute http or https address.", nameof(address));
        _address = address;
        _timeout = timeout;
        _time = time;
        _from = from;
    }

    /// <summary>Sends one request on a connection of its own.</summary>
    /// <exception cref="WireException">No answer came in time, or none that is HTTP.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<RawResponse> SendAsync(RawRequest request, CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(cancellation);
        return await connection.SendAsync(request, cancellation);
    }

    /// <summary>Opens a connection and sends nothing yet, so that many can be fired at once.</summary>
    internal Task<RawConnection> ConnectAsync(CancellationToken cancellation) => BoundedAsync(async bound =>
    {
        var client = _from is null ? new TcpClient() : new TcpClient(_from.AddressFamily);
        try
        {
            client.NoDelay = true;
            if (_from is not null)
                client.Client.Bind(new IPEndPoint(_from, 0));
            await client.ConnectAsync(_address.DnsSafeHost, _address.Port, bound);
            Stream stream = client.GetStream();
            if (_address.Scheme == "https")
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = _address.DnsSafeHost }, bound);
                stream = secure;
            }

            return new RawConnection(this, client, stream);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }, cancellation);

    internal Task<RawResponse> ExchangeAsync(Stream stream, RawRequest request, CancellationToken cancellation) => BoundedAsync(async bound =>
    {
        await stream.WriteAsync(request.ToBytes(_address), bound);
        return await new ResponseReader(stream).ReadAsync(hasBody: request.Method != "HEAD", bound);
    }, cancellation);

    /// <summary>Sends bytes; after a switch of protocols sends the rest and reads until the peer closes.</summary>
    internal Task<RawResponse> PlayAsync(Stream stream, byte[] request, byte[] rest, CancellationToken cancellation) => BoundedAsync(async bound =>
    {
        await stream.WriteAsync(request, bound);
        var response = await new ResponseReader(stream).ReadAsync(hasBody: true, bound);
        if (response.Status != 101)
            return response;
        await stream.WriteAsync(rest, bound);
        await stream.CopyToAsync(Stream.Null, bound);
        return response;
    }, cancellation);

    private async Task<T> BoundedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_timeout, _time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            return await work(bound.Token);
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new WireException($"LHS5012: {_address} did not answer within {_timeout.TotalSeconds:0.#} s.", exception);
        }
        catch (Exception exception) when (exception is IOException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            throw new WireException($"LHS5013: no answer from {_address}: {exception.Message}", exception);
        }
    }
}

/// <summary>An open connection; for several requests one after the other where they ask to keep it.</summary>
internal sealed class RawConnection(RawHttp http, TcpClient client, Stream stream) : IAsyncDisposable
{
    public Task<RawResponse> SendAsync(RawRequest request, CancellationToken cancellation) => http.ExchangeAsync(stream, request, cancellation);

    public Task<RawResponse> PlayAsync(byte[] request, byte[] rest, CancellationToken cancellation) => http.PlayAsync(stream, request, rest, cancellation);

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        client.Dispose();
    }
}
