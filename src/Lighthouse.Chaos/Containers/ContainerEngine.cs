using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Containers;

/// <summary>A Docker engine of this machine, spoken to through its socket in its own protocol.</summary>
/// <param name="host">Its address; empty: docker's own default.</param>
internal sealed class ContainerEngine(string host)
{
    private const string Scheme = "unix://", Default = "/var/run/docker.sock", VersionHeader = "Api-Version";
    private const int LargestAnswer = 8 * 1024 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private string? _version;

    private string Socket => host.Length == 0 ? Default : host[Scheme.Length..];

    /// <summary>Whether an address names a socket of this machine.</summary>
    public static bool IsLocal(string host) => host.Length == 0 || (host.StartsWith(Scheme + "/", StringComparison.Ordinal) && host.Length > Scheme.Length + 1);

    /// <summary>Asks for an object; null when there is none.</summary>
    /// <exception cref="ChaosException">The engine does not answer, or refuses.</exception>
    public async Task<JsonObject?> AskAsync(string path, CancellationToken cancellation)
    {
        var (status, text) = await SendAsync(HttpMethod.Get, path, body: null, cancellation);
        if (status == HttpStatusCode.NotFound)
            return null;
        Require(status, text, path);
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new JsonException("it is no object");
        }
        catch (JsonException problem)
        {
            throw new ChaosException($"LHC5512: the engine's answer to '{path}' is not understood: {problem.Message}", problem);
        }
    }

    /// <summary>Has something done.</summary>
    /// <exception cref="ChaosException">The engine does not answer, or refuses.</exception>
    public async Task DoAsync(string path, JsonObject? body, CancellationToken cancellation)
    {
        var (status, text) = await SendAsync(HttpMethod.Post, path, body, cancellation);
        Require(status, text, path);
    }

    // 304 is said where a container already is what it is to become.
    private static void Require(HttpStatusCode status, string text, string path)
    {
        if ((int)status is not ((>= 200 and < 300) or 304))
            throw new ChaosException($"LHC5512: the engine answered '{path}' with {(int)status}: {text.Trim()}");
    }

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectCallback = (_, token) => ConnectAsync(token) };
        using var http = new HttpClient(handler) { BaseAddress = new Uri("http://engine"), Timeout = s_patience, MaxResponseContentBufferSize = LargestAnswer };
        try
        {
            // Each engine knows versions up to its own, and forgets old ones: its own is always understood.
            _version ??= await VersionAsync(http, cancellation);
            using var request = new HttpRequestMessage(method, new Uri($"{_version}/{path}", UriKind.Relative));
            if (body is not null)
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var answer = await http.SendAsync(request, cancellation);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception problem) when (problem is HttpRequestException || (problem is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ChaosException($"LHC5511: no Docker engine answers at '{Socket}': {problem.Message}", problem);
        }
    }

    private static async Task<string> VersionAsync(HttpClient http, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(new Uri("/_ping", UriKind.Relative), cancellation);
        return answer.Headers.TryGetValues(VersionHeader, out var versions) && Version.TryParse(versions.FirstOrDefault(), out var version)
            ? $"/v{version}"
            : throw new ChaosException("LHC5511: what answers there does not say which version of the engine's protocol it speaks.");
    }

    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
