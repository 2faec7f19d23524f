using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Lighthouse.Security.AgentImpersonation;
using Lighthouse.Security.Wire;

namespace Lighthouse.Instruments.Tests.Security.AgentImpersonation;

/// <summary>A small real service in which agents act under their names, sound unless a weakness is switched on.</summary>
internal sealed class NamedService : IAsyncDisposable
{
    public const string Description = """
        {"openapi":"3.1.0","paths":{
          "/notes":{"post":{"requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"agent_id":{"type":"string"},"to_agent":{"type":"string"}}}}}}}},
          "/batch":{"post":{"requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"items":{"type":"array","items":{"type":"object","properties":{"agent_id":{"type":"string"}}}}}}}}}}},
          "/mine":{"get":{"parameters":[{"name":"agent_id","in":"query"}]}},
          "/rooms/{agent_id}":{"get":{"parameters":[{"name":"agent_id","in":"path","required":true}]}}}}
        """;

    private const string Secret = "what only the victim may see";
    private readonly ConcurrentQueue<string> _actors = new();
    private readonly LoopbackServer _server;

    public NamedService() => _server = new LoopbackServer(request => Task.FromResult(Answer(request)));

    public Uri Address => _server.Address;

    /// <summary>Whether the check of a name passes; exact unless it is spoiled.</summary>
    public Func<string, string, bool> IsSame { get; init; } = (named, own) => named == own;

    /// <summary>The header that is believed; null for none.</summary>
    public string? BelievedHeader { get; init; }

    /// <summary>Stores what a further member of a body says.</summary>
    public string? BelievedMember { get; init; }

    /// <summary>Checks the first item of a batch alone.</summary>
    public bool ChecksFirstItemOnly { get; init; }

    /// <summary>Refuses everything, as a broken service would.</summary>
    public bool IsBroken { get; init; }

    public AgentImpersonationOptions Options => new()
    {
        OpenApiJson = Description,
        Victim = "victim-1",
        VictimsSecrets = [Secret],
        Fields = new Dictionary<string, AgentFieldMeaning>
        {
            ["POST /notes body agent_id"] = AgentFieldMeaning.Caller,
            ["POST /notes body to_agent"] = AgentFieldMeaning.Other,
            ["POST /batch body items[].agent_id"] = AgentFieldMeaning.Caller,
            ["GET /mine query agent_id"] = AgentFieldMeaning.Caller,
            ["GET /rooms/{agent_id} path agent_id"] = AgentFieldMeaning.Caller,
        },
        Requests = new Dictionary<string, Func<CancellationToken, Task<OwnRequest>>>
        {
            ["POST /notes"] = _ => Own(new RawRequest("POST", "/notes") { Body = """{"agent_id":"thief-1","text":"x"}""" }),
            ["POST /batch"] = _ => Own(new RawRequest("POST", "/batch") { Body = """{"items":[{"agent_id":"thief-1"},{"agent_id":"thief-1"}]}""" }),
            ["GET /mine"] = _ => Own(new RawRequest("GET", "/mine?agent_id=thief-1")),
            ["GET /rooms/{agent_id}"] = _ => Own(new RawRequest("GET", "/rooms/thief-1")),
        },
        VictimsActs = _ => Task.FromResult(_actors.Count(actor => actor == "victim-1")),
        Cases = [_ => Task.FromResult(new ForgedCase("write", Request("thief-1"), [new("in the victim's place", Request("victim-1"))]))],
    };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static RawRequest Request(string name) => Authorized(new RawRequest("POST", "/notes") { Body = $$"""{"agent_id":"{{name}}"}""" });

    private static RawRequest Authorized(RawRequest request) => request.With("Authorization", "Bearer token-of-thief-1");

    private static Task<OwnRequest> Own(RawRequest request) => Task.FromResult(new OwnRequest("thief-1", Authorized(request)));

    private (int Status, string Body) Answer(WireRequest request)
    {
        if (IsBroken)
            return (403, "{}");
        try
        {
            var own = request.Header("Authorization") == "Bearer token-of-thief-1" ? "thief-1" : throw new InvalidOperationException();
            if (BelievedHeader is not null && request.Header(BelievedHeader) is { } claimed)
                own = claimed;
            return request.Method == "GET" ? Read(request, own) : Write(JsonNode.Parse(request.Body)!.AsObject(), own);
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or System.Text.Json.JsonException)
        {
            return (422, "{}");
        }
    }

    private (int Status, string Body) Read(WireRequest request, string own)
    {
        var named = Uri.UnescapeDataString(request.Path.StartsWith("/rooms/", StringComparison.Ordinal) ? request.Path["/rooms/".Length..] : Named(request.Target));
        return IsSame(named, own) || (BelievedHeader is not null && own != "thief-1") ? (200, own == "victim-1" || named == "victim-1" ? Secret : "{}") : (403, "{}");
    }

    private static string Named(string target)
    {
        var given = target.Split('?')[1].Split('&').Where(part => part.StartsWith("agent_id=", StringComparison.Ordinal)).ToList();
        return given.Count == 1 ? given[0]["agent_id=".Length..] : throw new InvalidOperationException();
    }

    private (int Status, string Body) Write(JsonObject body, string own)
    {
        var names = body["items"] is JsonArray items ? items.Select(item => item!["agent_id"]!.GetValue<string>()).ToList() : [body["agent_id"]!.GetValue<string>()];
        if (names.Take(ChecksFirstItemOnly ? 1 : names.Count).Any(name => !IsSame(name, own)))
            return (403, "{}");
        _actors.Enqueue(BelievedMember is not null && body[BelievedMember]?.GetValue<string>() is { } claimed ? claimed : own);
        return (200, "{}");
    }
}
