using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lighthouse.Security.SessionHijacking;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.SessionHijacking;

/// <summary>A small real service with sessions that are bound to a User-Agent, sound unless a weakness is switched on.</summary>
internal sealed class SessionService : IAsyncDisposable
{
    private const string Agent = "Attack/1.0";
    private readonly ConcurrentDictionary<string, string> _live = new();
    private readonly LoopbackServer _server;
    private int _agents;

    public SessionService() => _server = new LoopbackServer(request => Task.FromResult(Answer(request)));

    public Uri Address => _server.Address;

    public bool ForgetsEnds { get; init; }

    public bool ComparesTheProductOnly { get; init; }

    public bool TakesTheIdFromTheBody { get; init; }

    public bool CountsIds { get; init; }

    public bool EvictsAnybody { get; init; }

    public SessionHijackingOptions Options => new()
    {
        Open = _ => Task.FromResult(Open($"agent-{Interlocked.Increment(ref _agents)}", null)),
        Uses = session => [new("GET /mine", new RawRequest("GET", "/mine") { Headers = [new("User-Agent", Agent), new("Authorization", $"Bearer {session.Token}")] })],
        Ends = [new("ended by its owner", (session, _) => Task.FromResult(ForgetsEnds || _live.TryRemove(session.Token, out var _)))],
        Opening = _ => Task.FromResult(new RawRequest("POST", "/open") { Headers = [new("User-Agent", Agent)], Body = $$"""{"agent":"agent-{{Interlocked.Increment(ref _agents)}}"}""" }),
        ReadOpened = response => response.IsSuccess ? JsonSerializer.Deserialize<StolenSession>(response.Body) : null,
        Evictions = [new("an opening without a proof", (session, _) => Task.FromResult(EvictsAnybody && _live.TryRemove(session.Token, out var _)))],
        Later = TimeSpan.Zero,
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private StolenSession Open(string agent, string? given)
    {
        var id = given ?? (CountsIds ? Interlocked.Increment(ref _agents).ToString("x32", CultureInfo.InvariantCulture) : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        var session = new StolenSession(agent, id, $"{id}:{agent}:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");
        _live[session.Token] = Agent;
        return session;
    }

    private (int Status, string Body) Answer(WireRequest request)
    {
        if (request.Path == "/open")
        {
            var body = JsonNode.Parse(request.Body)!.AsObject();
            return (200, JsonSerializer.Serialize(Open(body["agent"]!.GetValue<string>(), TakesTheIdFromTheBody ? body["session_id"]?.GetValue<string>() : null)));
        }

        var agents = request.Headers.Where(header => header.Key == "User-Agent").Select(header => header.Value).ToList();
        var isKnown = request.Header("Authorization") is { } bearer && _live.ContainsKey(bearer["Bearer ".Length..]);
        return isKnown && agents is [var only] && (only == Agent || (ComparesTheProductOnly && only.Split('/')[0] == "Attack")) ? (200, "{}") : (403, "{}");
    }
}
