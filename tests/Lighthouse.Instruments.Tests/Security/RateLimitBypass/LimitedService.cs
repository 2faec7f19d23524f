using System.Collections.Concurrent;
using Lighthouse.Security.RateLimitBypass;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.RateLimitBypass;

/// <summary>A small real service that serves each caller five times and never again, sound unless it counts by something else.</summary>
internal sealed class LimitedService : IAsyncDisposable
{
    public const int Burst = 5;
    private const int Requests = 20;
    private readonly ConcurrentDictionary<string, int> _used = new();
    private readonly LoopbackServer _server;
    private int _callers;

    public LimitedService(string retryAfter = "Retry-After: 7\r\n") =>
        _server = new LoopbackServer(request => Task.FromResult(Answer(request))) { MoreHeaders = status => status == 429 ? retryAfter : "" };

    public Uri Address => _server.Address;

    /// <summary>By what it counts. Default: the caller, whatever its session.</summary>
    public Func<WireRequest, string> Key { get; init; } = CallerOf;

    public Func<WireRequest, (int, string)?>? Instead { get; init; }

    public LimitedOperation Operation => new("ask", PerMinute: 1, Burst, Requests, (count, _) =>
    {
        var caller = $"caller{Interlocked.Increment(ref _callers)}";
        return Task.FromResult(new LimitedRequests(
            [.. Enumerable.Range(0, count).Select(_ => Of($"{caller}-session1"))],
            [.. Enumerable.Range(0, count).Select(number => Of($"{caller}-session{(number % 3) + 1}"))],
            [$"{caller}-session"]));
    });

    public Task<RawRequest> BystanderAsync() => Task.FromResult(Of($"bystander{Interlocked.Increment(ref _callers)}-session1"));

    public static string CallerOf(WireRequest request) => request.Header("Authorization")!.Split('-')[0];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static RawRequest Of(string session) => new RawRequest("GET", "/ask").With("Authorization", session);

    private (int Status, string Body) Answer(WireRequest request) =>
        Instead?.Invoke(request) ?? (_used.AddOrUpdate(Key(request), 1, (_, used) => used + 1) > Burst ? (429, "{}") : (200, "{}"));
}
