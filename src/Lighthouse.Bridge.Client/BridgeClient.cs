using System.Text.Json;

namespace Lighthouse.Bridge.Client;

/// <summary>A connection to a bridge, from which any number of agents may open sessions. Safe for concurrent use.</summary>
public sealed class BridgeClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Transport _transport;
    private readonly TimeProvider _time;

    private BridgeClient(Uri address, HttpMessageHandler handler, bool ownsHandler, TimeSpan requestTimeout, TimeProvider time)
    {
        _http = new HttpClient(handler, ownsHandler) { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
        _transport = new Transport(_http, requestTimeout);
        _time = time;
    }

    /// <summary>The bridge's address.</summary>
    public Uri Address => _http.BaseAddress!;

    /// <summary>Prepares to talk to a bridge; nothing is sent yet.</summary>
    /// <param name="address">Such as <c>http://127.0.0.1:8765</c>.</param>
    /// <param name="shared">A handler that stays the caller's, shared by many clients; null for one of its own.</param>
    /// <param name="requestTimeout">Bound of each request, beyond what a long poll asks for. Default 30 s.</param>
    /// <param name="time">The clock of credentials. Default: the system's.</param>
    public static BridgeClient Connect(Uri address, HttpMessageHandler? shared = null, TimeSpan? requestTimeout = null, TimeProvider? time = null) =>
        new(address, shared ?? CreateHandler(), shared is null, requestTimeout ?? TimeSpan.FromSeconds(30), time ?? TimeProvider.System);

    /// <summary>A handler fit for thousands of concurrent agents: no limit of connections, no cookies, no proxy, no redirects.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        MaxConnectionsPerServer = int.MaxValue,
        UseCookies = false,
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
    };

    /// <summary>The bridge's health; an unhealthy bridge is an answer, an unreachable one an <see cref="HttpRequestException"/>.</summary>
    public async Task<BridgeHealth> HealthAsync(CancellationToken cancellation = default)
    {
        using var response = await SendAsync(Get("/health"), cancellation);
        var body = await response.Content.ReadAsByteArrayAsync(cancellation);
        try
        {
            var reply = JsonSerializer.Deserialize<HealthReply>(body, WireJson.Options)!;
            return new(response.IsSuccessStatusCode, reply.Status, reply.Service, reply.Problem);
        }
        catch (JsonException problem)
        {
            throw new BridgeException(response.StatusCode, "unreadable_reply", problem.Message);
        }
    }

    /// <summary>The bridge's status.</summary>
    public Task<BridgeStatus> StatusAsync(CancellationToken cancellation = default) => CallAsync<BridgeStatus>(Get("/status"), cancellation);

    /// <summary>The bridge's OpenAPI description.</summary>
    public Task<JsonElement> OpenApiAsync(CancellationToken cancellation = default) => CallAsync<JsonElement>(Get("/openapi.json"), cancellation);

    /// <summary>The bridge's counters as Prometheus text.</summary>
    public async Task<string> MetricsAsync(CancellationToken cancellation = default)
    {
        using var response = await SendAsync(Get("/metrics"), cancellation);
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>Registers an agent; only an admin's session may.</summary>
    /// <exception cref="BridgeException">409 when the name is taken, 403 when the session is no admin's.</exception>
    public Task<AgentCredential> RegisterAgentAsync(BridgeSession admin, string agentId, string role = "agent", CancellationToken cancellation = default) =>
        CallAsync<AgentCredential>(admin.Prepare(HttpMethod.Post, "/agent/register", WireJson.Body(new RegisterRequest(agentId, role))), cancellation);

    /// <summary>Opens a session by proving the agent's identity.</summary>
    /// <exception cref="BridgeException">403 when the proof is refused, 429 when the agent has three sessions.</exception>
    public async Task<BridgeSession> OpenSessionAsync(string agentId, string secret, SessionOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new SessionOptions();
        var reply = await CallAsync<SessionReply>(PrepareSession(agentId, secret, options), cancellation);
        return new BridgeSession(this, reply, secret, options.UserAgent);
    }

    /// <summary>Opens a session with a registered agent's credential.</summary>
    public Task<BridgeSession> OpenSessionAsync(AgentCredential credential, SessionOptions? options = null, CancellationToken cancellation = default) =>
        OpenSessionAsync(credential.AgentId, credential.Secret, options, cancellation);

    /// <summary>The request that opens a session, to be sent as often as one likes.</summary>
    public PreparedRequest PrepareSession(string agentId, string secret, SessionOptions? options = null)
    {
        options ??= new SessionOptions();
        var proof = SessionProof.Create(agentId, secret, options.Timestamp ?? _time.GetUtcNow(), options.Nonce ?? SessionProof.FreshNonce());
        var body = WireJson.Body(new OpenSessionRequest(agentId, options.IpAddress, options.UserAgent, proof));
        return new(HttpMethod.Post, "/session/create", [new("User-Agent", options.UserAgent)], body);
    }

    /// <summary>Sends a prepared request; every answer, refusals included, is returned. The caller disposes it.</summary>
    /// <exception cref="TimeoutException">No answer within the bound.</exception>
    public Task<HttpResponseMessage> SendAsync(PreparedRequest request, CancellationToken cancellation = default) =>
        _transport.SendAsync(request, TimeSpan.Zero, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    internal Task<HttpResponseMessage> StreamAsync(PreparedRequest request, CancellationToken cancellation) => _transport.StreamAsync(request, cancellation);

    internal Task<T> CallAsync<T>(PreparedRequest request, CancellationToken cancellation) => CallAsync<T>(request, TimeSpan.Zero, cancellation);

    internal Task<T> CallAsync<T>(PreparedRequest request, TimeSpan extra, CancellationToken cancellation) =>
        _transport.CallAsync<T>(request, extra, cancellation);

    private static PreparedRequest Get(string path) => new(HttpMethod.Get, path, [], null);
}
