using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lighthouse.Instruments.Tests.Security.AuthBypass;

/// <summary>A small real service with the token form of a bridge, sound unless a weakness is switched on.</summary>
internal sealed class TokenService : IAsyncDisposable
{
    public const string Description = """
        {"openapi":"3.1.0","security":[{"session":[]}],"paths":{
          "/health":{"get":{"security":[]}},
          "/things":{"get":{},"post":{"requestBody":{"content":{"application/json":{"schema":{"type":"object","required":["name"],"properties":{"name":{"type":"string","minLength":3}}}}}}}},
          "/things/{id}":{"get":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}]}},
          "/once":{"post":{}},
          "/end":{"post":{}}}}
        """;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentDictionary<string, bool> _live = new();
    private readonly ConcurrentDictionary<string, bool> _done = new();
    private readonly Func<WireRequest, bool>? _letIn;
    private readonly LoopbackServer _server;

    /// <param name="letIn">The weakness: requests that it is true for need no token.</param>
    public TokenService(Func<WireRequest, bool>? letIn = null)
    {
        _letIn = letIn;
        _server = new LoopbackServer(request => Task.FromResult(Answer(request)));
    }

    public Uri Address => _server.Address;

    public IReadOnlyCollection<WireRequest> Seen => _server.Seen;

    /// <summary>Accepts revoked tokens, too.</summary>
    public bool ForgetsRevocation { get; init; }

    /// <summary>Believes the last character of a signature.</summary>
    public bool IgnoresTheLastCharacter { get; init; }

    public Task<string> FreshToken()
    {
        var fields = $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}:agent:{DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";
        var token = $"{fields}:{Sign(fields)}";
        _live[token] = true;
        return Task.FromResult(token);
    }

    public async Task<string> RevokedToken()
    {
        var token = await FreshToken();
        _live[token] = false;
        return token;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private (int Status, string Body) Answer(WireRequest request)
    {
        if (request.Path == "/health")
            return (200, """{"status":"healthy"}""");
        var token = TokenOf(request);
        if (_letIn?.Invoke(request) != true && !IsValid(token))
            return (403, """{"detail":"not allowed"}""");
        return (request.Method, request.Path) switch
        {
            ("GET", "/things") => (200, """{"things":[],"session_token":"a secret of somebody"}"""),
            ("POST", "/things") => (request.Body.Contains("name", StringComparison.Ordinal) ? 200 : 422, "{}"),
            ("POST", "/once") => _done.TryAdd("once", true) ? (200, "{}") : (409, """{"detail":"already done"}"""),
            ("POST", "/end") => _live.TryUpdate(token ?? "", false, true) ? (200, "{}") : (409, "{}"),
            ("HEAD", "/things") => (200, "{}"),
            ("GET", var path) when path.TrimEnd('/') is "/things/7" or "/things//7" => (200, """{"id":7}"""),
            _ => (404, "{}"),
        };
    }

    private bool IsValid(string? token)
    {
        if (token is null)
            return false;
        if (IgnoresTheLastCharacter && _live.Keys.Any(live => live.Length == token.Length && live[..^1] == token[..^1]))
            return true;
        return _live.TryGetValue(token, out var live) && (live || ForgetsRevocation);
    }

    private static string? TokenOf(WireRequest request) =>
        request.Header("Authorization") is { } value && value.StartsWith("Bearer ", StringComparison.Ordinal) ? value["Bearer ".Length..] : null;

    private string Sign(string fields) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(fields)));
}
