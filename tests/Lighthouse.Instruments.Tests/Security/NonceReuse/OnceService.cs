using System.Collections.Concurrent;
using System.Globalization;
using Lighthouse.Security.NonceReuse;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.NonceReuse;

/// <summary>A small real service that accepts each issued nonce once for its own item, sound unless a weakness is switched on.</summary>
internal sealed class OnceService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _issued = new();
    private readonly Random _random = new(1);
    private ConcurrentDictionary<string, bool> _used = new();
    private LoopbackServer _server;

    public OnceService() => _server = new LoopbackServer(AnswerAsync);

    public Uri Address => _server.Address;

    public bool NeverConsumes { get; init; }

    public bool ChecksThenConsumesLater { get; init; }

    public bool AnyNonceWillDo { get; init; }

    public bool MissingNonceWillDo { get; init; }

    public bool ForgetsOnRestart { get; init; }

    public bool IgnoresDeadlines { get; init; }

    public Func<WireRequest, (int, string)?>? Instead { get; set; }

    public Task<NonceCase> CaseAsync(bool expired = false)
    {
        var item = (expired ? "expired" : "item") + _issued.Count.ToString(CultureInfo.InvariantCulture);
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        var nonce = Convert.ToHexStringLower(bytes);
        _issued[item] = nonce;
        RawRequest Request(string? value) => new("POST", $"/{item}") { Headers = [KeyValuePair.Create("Authorization", "Bearer secret-of-the-session")], Body = value ?? "(none)" };
        return Task.FromResult(new NonceCase { Request = Request(nonce), Nonce = nonce, WithNonce = Request, IsAccepted = response => response.IsSuccess });
    }

    public async Task<Uri> RestartAsync()
    {
        await _server.DisposeAsync();
        if (ForgetsOnRestart)
            _used = new();
        _server = new LoopbackServer(AnswerAsync);
        return Address;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<(int Status, string Body)> AnswerAsync(WireRequest request)
    {
        if (Instead?.Invoke(request) is { } other)
            return other;
        var item = request.Path[1..];
        var right = _issued.TryGetValue(item, out var nonce)
            && (request.Body == nonce || (AnyNonceWillDo && _issued.Values.Contains(request.Body)) || (MissingNonceWillDo && request.Body == "(none)"));
        if (!right || (item.StartsWith("expired", StringComparison.Ordinal) && !IgnoresDeadlines))
            return (403, "{}");
        if (NeverConsumes)
            return (200, "{}");
        if (!ChecksThenConsumesLater)
            return _used.TryAdd(item, true) ? (200, "{}") : (409, "{}");
        if (_used.ContainsKey(item))
            return (409, "{}");
        await Task.Delay(200);
        _used[item] = true;
        return (200, "{}");
    }
}
