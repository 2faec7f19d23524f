using System.Collections.Concurrent;
using Lighthouse.Security.Replay;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.Replay;

/// <summary>A small real service whose items are spent once or belong to an owner that can be shut out, sound unless a weakness is switched on.</summary>
internal sealed class SpendingService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _effects = new();
    private ConcurrentDictionary<string, bool> _shutOut = new();
    private LoopbackServer _server;
    private int _owners;

    public SpendingService() => _server = new LoopbackServer(AnswerAsync);

    public Uri Address => _server.Address;

    public bool SpendsTwice { get; init; }

    public bool ChecksThenSpendsLater { get; init; }

    public bool IgnoresEnds { get; init; }

    public bool ForgetsEndsOnRestart { get; init; }

    public bool RefusesSilentlyButActs { get; init; }

    public Func<WireRequest, (int, string)?>? Instead { get; init; }

    public ReplayOperation Once => new("spend", WorksOnce: true, _ => CaseAsync("once"));

    public ReplayOperation Often => new("repeat", WorksOnce: false, _ => CaseAsync("often"));

    public Task ShutOutAsync(ReplayCase one)
    {
        _shutOut[one.Owner] = true;
        return Task.CompletedTask;
    }

    public async Task<Uri> RestartAsync()
    {
        var port = _server.Port;
        await _server.DisposeAsync();
        if (ForgetsEndsOnRestart)
            _shutOut = new();
        _server = new LoopbackServer(AnswerAsync, port);
        return Address;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private Task<ReplayCase> CaseAsync(string kind)
    {
        var owner = $"{kind}-{Interlocked.Increment(ref _owners)}";
        return Task.FromResult(new ReplayCase
        {
            Owner = owner,
            Request = new RawRequest("POST", $"/{owner}") { Headers = [KeyValuePair.Create("Authorization", "Bearer secret-of-the-session")], Body = "{}" },
            Secrets = ["secret-of-the-session"],
            Effects = _ => Task.FromResult((long)_effects.GetValueOrDefault(owner)),
        });
    }

    private async Task<(int Status, string Body)> AnswerAsync(WireRequest request)
    {
        if (Instead?.Invoke(request) is { } other)
            return other;
        var owner = request.Path[1..];
        if (_shutOut.ContainsKey(owner) && !IgnoresEnds)
            return (403, "{}");
        if (owner.StartsWith("often", StringComparison.Ordinal) || SpendsTwice)
            return Act(owner, 200);
        if (ChecksThenSpendsLater)
        {
            if (_effects.ContainsKey(owner))
                return (409, "{}");
            await Task.Delay(200);
            return Act(owner, 200);
        }

        return _effects.TryAdd(owner, 1) ? (200, "{}") : RefusesSilentlyButActs ? Act(owner, 409) : (409, "{}");
    }

    private (int Status, string Body) Act(string owner, int status)
    {
        _effects.AddOrUpdate(owner, 1, (_, count) => count + 1);
        return (status, "{}");
    }
}
