using System.Collections.Concurrent;
using System.Text.Json;

namespace Lighthouse.Instruments.Tests.Security.Penetration;

/// <summary>A small real service that a fuzzer can be sent at: it reads what it is sent with care, unless a weakness answers first.</summary>
internal sealed class FormService : IAsyncDisposable
{
    public const string Description = """
        {"openapi":"3.1.0","security":[{"session":[]}],"paths":{
          "/health":{"get":{"security":[]}},
          "/notes":{"get":{"parameters":[{"name":"filter","in":"query","schema":{"type":"string"}}]},
                    "post":{"requestBody":{"content":{"application/json":{"schema":{"type":"object","required":["text"],"properties":{"text":{"type":"string"},"more":{"type":"object","properties":{"tag":{"type":"string"}}}}}}}}}},
          "/notes/{id}":{"get":{"parameters":[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}]}}}}
        """;

    private const int LongestBody = 1024 * 1024;
    private readonly Func<WireRequest, (int Status, string Body)?> _weakness;
    private readonly LoopbackServer _server;
    private readonly ConcurrentDictionary<string, bool> _tokens = new();

    /// <param name="weakness">Answers before the service does; null leaves the request to it.</param>
    public FormService(Func<WireRequest, (int Status, string Body)?>? weakness = null)
    {
        _weakness = weakness ?? (_ => null);
        _server = new LoopbackServer(request => Task.FromResult(_weakness(request) ?? Answer(request)));
    }

    public Uri Address => _server.Address;

    public IReadOnlyCollection<WireRequest> Seen => _server.Seen;

    public Task<string> FreshToken()
    {
        var token = $"{Guid.NewGuid():N}:tester:1700000000:{Guid.NewGuid():N}";
        _tokens[$"Bearer {token}"] = true;
        return Task.FromResult(token);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private (int Status, string Body) Answer(WireRequest request)
    {
        if (request.Path == "/health")
            return request.Target.Length + request.Headers.Sum(header => header.Value.Length) > 16_384 || request.Headers.Count > 100 ? (431, "{}") : (200, """{"status":"healthy"}""");
        if (request.Method == "OPTIONS")
            return (405, "{}");
        if (!_tokens.ContainsKey(request.Header("Authorization") ?? ""))
            return (403, "{}");
        if (request.Method != "GET" && request.Header("Origin") is not null)
            return (403, "{}");
        return (request.Method, request.Path) switch
        {
            ("GET", "/notes") => (200, """{"notes":[]}"""),
            ("GET", var path) when path.StartsWith("/notes/", StringComparison.Ordinal) && path.Length > 7 && !path[7..].Contains('/') => (200, """{"id":1}"""),
            ("POST", "/notes") => (Read(request), "{}"),
            _ => (404, "{}"),
        };
    }

    private static int Read(WireRequest request)
    {
        if (request.Header("Content-Type") != "application/json" || request.Header("Content-Encoding") is not null)
            return 415;
        if (request.Header("Transfer-Encoding") is not null)
            return 411;
        if (request.Body.Length > LongestBody)
            return 413;
        try
        {
            using var body = JsonDocument.Parse(request.Body);
            return body.RootElement.ValueKind == JsonValueKind.Object ? 200 : 422;
        }
        catch (JsonException)
        {
            return 422;
        }
    }
}
