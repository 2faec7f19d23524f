using Lighthouse.Security.Csrf;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.Csrf;

/// <summary>A small real service with one operation that counts, sound unless a weakness is switched on.</summary>
internal sealed class OriginService : IAsyncDisposable
{
    private const string Token = "secret-of-the-session";
    private readonly LoopbackServer _server;
    private int _counted;

    public OriginService() => _server = new LoopbackServer(request => Task.FromResult(Answer(request)));

    public Uri Address => _server.Address;

    /// <summary>Whether an Origin that is given is the own one.</summary>
    public Func<string, string, bool> IsOwn { get; init; } = (given, own) => given == own;

    public bool TakesAnyBody { get; init; }

    public bool TakesCookies { get; init; }

    public bool TakesGet { get; init; }

    public bool LiesAboutSuccess { get; init; }

    public Func<WireRequest, (int, string)?>? Instead { get; init; }

    public Task<CsrfCase> CaseAsync() => Task.FromResult(new CsrfCase
    {
        Request = new RawRequest("POST", "/count") { Body = """{"by": 1, "note": "x"}""" },
        Token = Token,
        Effects = _ => Task.FromResult((long)_counted),
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private (int Status, string Body) Answer(WireRequest request)
    {
        if (Instead?.Invoke(request) is { } other)
            return other;
        if (request.Method == "OPTIONS")
            return (405, "{}");
        var own = $"http://127.0.0.1:{_server.Port}";
        var origins = request.Headers.Where(header => header.Key == "Origin").ToList();
        if (request.Path.StartsWith("/ws", StringComparison.Ordinal))
            return origins.All(origin => IsOwn(origin.Value, own)) ? (101, "") : (403, "{}");
        if (!origins.All(origin => IsOwn(origin.Value, own)) || request.Header("Sec-Fetch-Site") is "cross-site" or "same-site")
            return (LiesAboutSuccess ? 200 : 403, "{}");
        var proven = request.Header("Authorization") == $"Bearer {Token}" || (TakesCookies && request.Header("Cookie")?.Contains(Token, StringComparison.Ordinal) == true);
        if (!proven || (request.Method != "POST" && !TakesGet))
            return (403, "{}");
        if (!TakesAnyBody && request.Method == "POST" && request.Header("Content-Type") != "application/json")
            return (415, "{}");
        _counted++;
        return (200, "{}");
    }
}
