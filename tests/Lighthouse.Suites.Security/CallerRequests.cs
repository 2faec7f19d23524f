using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.AuthBypass;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security;

/// <summary>Whole requests, token included, that a session's agent may make if its role permits the operation. What they need is prepared by others, so that it does not depend on the role.</summary>
internal sealed class CallerRequests(AttackIdentities identities)
{
    private static readonly object AnySchema = new { type = "object" };
    private readonly Dictionary<string, Func<string, CancellationToken, Task<OperationExample>>> examples = new AuthBypassExamples(identities).All;

    /// <summary>A request for an operation such as "POST /event/store".</summary>
    public async Task<RawRequest> ForAsync(string operation, BridgeSession caller, CancellationToken cancellation) => operation switch
    {
        "POST /session/create" => throw new ArgumentException("LHS5901: a session is opened by a proof, not by a session; use AttackIdentities.Proof.", nameof(operation)),
        "POST /session/validate" => Post(caller, operation, new { session_token = caller.Token, agent_id = caller.AgentId }),
        "GET /event/wait" => Get(caller, $"/event/wait?agent_id={caller.AgentId}&timeout_seconds=0"),
        "GET /event/query" => Get(caller, $"/event/query?agent_id={caller.AgentId}&limit=10"),
        "GET /event/replay" => Get(caller, "/event/replay?from_sequence=1&to_sequence=20"),
        "GET /state/{aggregate_type}/{aggregate_id}" => await StateAsync(caller, cancellation),
        "GET /session/list" => Get(caller, $"/session/list?agent_id={caller.AgentId}"),
        "GET /ws/{agent_id}" => Get(caller, $"/ws/{caller.AgentId}") with { Headers = [.. HeadersOf(caller), .. Handshake] },
        "GET /elicitation/status/{id}" => Get(caller, $"/elicitation/status/{(await AskedAsync(caller, cancellation)).Question.Id}"),
        "POST /event/store_batch" => Post(caller, operation, new { events = new[] { new { event_type = "attack_probe", agent_id = caller.AgentId }, new { event_type = "attack_probe", agent_id = caller.AgentId } } }),
        "POST /elicitation/respond" => await AnswerAsync(caller, cancellation),
        "POST /expert/delegate" => Post(caller, operation, new { tool_name = "probe", tool_input = new { }, target_expert = (await ExpertAsync(cancellation)).Session.AgentId, session_token = caller.Token }),
        "POST /expert/heartbeat" => Post(caller, operation, new { agent_id = caller.AgentId, token = await RegistrationAsync(caller, cancellation) }),
        "POST /expert/complete" => await CompletionAsync(caller, cancellation),
        // A guest is never a party of work; that there is none of that name says that it got so far.
        "GET /task/status/{id}" when identities.RoleOf(caller) == "guest" => Get(caller, "/task/status/none"),
        "GET /task/status/{id}" => Get(caller, $"/task/status/{await HandedOutAsync(caller, cancellation)}"),
        "POST /collaboration/share" => Post(caller, operation, new { session_id = await CollaborationAsync(caller, cancellation), key = "probe", value = 1 }),
        "GET /collaboration/context/{id}" => Get(caller, $"/collaboration/context/{await CollaborationAsync(caller, cancellation)}"),
        "POST /collaboration/end" when identities.RoleOf(caller) == "guest" => Post(caller, operation, new { session_id = await CollaborationAsync(caller, cancellation) }),
        "POST /shadow/annotate" => Post(caller, operation, new { path = "src/probe.cs", text = "probe", agent_id = caller.AgentId }),
        "POST /context/share" => Post(caller, operation, new { package = $"package-of-{caller.AgentId}", name = "probe", content = "probe", agent_id = caller.AgentId }),
        _ => await ExampleAsync(operation, caller, cancellation),
    };

    /// <summary>An expert of its own, with its registration.</summary>
    public async Task<(BridgeSession Session, ExpertRegistration Registration)> ExpertAsync(CancellationToken cancellation)
    {
        var session = await identities.SessionAsync("expert_agent", cancellation);
        return (session, await session.RegisterExpertAsync("probe", ["probe"], cancellation: cancellation));
    }

    /// <summary>A question to the caller, and who asked it.</summary>
    public async Task<(BridgeSession Asker, ElicitationTicket Ticket, PendingElicitation Question)> AskedAsync(BridgeSession caller, CancellationToken cancellation)
    {
        var asker = await identities.SessionAsync("agent", cancellation);
        var ticket = await asker.CreateElicitationAsync(caller.AgentId, "Well?", AnySchema, TimeSpan.FromMinutes(5), cancellation: cancellation);
        return (asker, ticket, (await caller.PendingAsync(cancellation)).Single(one => one.Id == ticket.ElicitationId));
    }

    /// <summary>A GET of a session's.</summary>
    public static RawRequest Get(BridgeSession caller, string target) => new("GET", target) { Headers = HeadersOf(caller) };

    /// <summary>A POST of a session's.</summary>
    /// <param name="caller">The session.</param>
    /// <param name="operation">"POST /path".</param>
    /// <param name="body">What serialises to the body.</param>
    public static RawRequest Post(BridgeSession caller, string operation, object body) =>
        new("POST", operation["POST ".Length..]) { Headers = HeadersOf(caller), Body = JsonSerializer.Serialize(body) };

    /// <summary>Headers of the opening of a WebSocket.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Handshake { get; } =
    [
        new("Connection", "Upgrade"), new("Upgrade", "websocket"), new("Sec-WebSocket-Version", "13"), new("Sec-WebSocket-Key", "bGlnaHRob3VzZS1wcm9iZQ=="),
    ];

    private static KeyValuePair<string, string>[] HeadersOf(BridgeSession caller) => [new("User-Agent", caller.UserAgent), new("Authorization", $"Bearer {caller.Token}")];

    private async Task<RawRequest> StateAsync(BridgeSession caller, CancellationToken cancellation)
    {
        var author = await identities.SessionAsync("agent", cancellation);
        await author.StoreEventAsync(
            new EventDraft("attack_probe") { AggregateType = "probe", AggregateId = author.AgentId, Data = new { to_agent = caller.AgentId } }, cancellation);
        return Get(caller, $"/state/probe/{author.AgentId}");
    }

    private async Task<RawRequest> AnswerAsync(BridgeSession caller, CancellationToken cancellation) =>
        caller.PrepareResponse((await AskedAsync(caller, cancellation)).Question, ResponseType.Accept, new { }).ToRaw();

    private async Task<RawRequest> CompletionAsync(BridgeSession caller, CancellationToken cancellation)
    {
        var id = await HandedOutAsync(caller, cancellation);
        var registration = await RegistrationAsync(caller, cancellation);
        return Post(caller, "POST /expert/complete", new { delegation_id = id, agent_id = caller.AgentId, token = registration });
    }

    /// <summary>Work that the caller has where it can be an expert, and has handed out where it cannot; of nobody's where it can do neither.</summary>
    private async Task<string> HandedOutAsync(BridgeSession caller, CancellationToken cancellation)
    {
        var helper = await identities.SessionAsync("agent", cancellation);
        var target = identities.RoleOf(caller) is "guest" or "agent" ? (await ExpertAsync(cancellation)).Session.AgentId : caller.AgentId;
        if (target == caller.AgentId)
            await RegistrationAsync(caller, cancellation);
        var asker = identities.RoleOf(caller) == "agent" ? caller : helper;
        return (await asker.DelegateAsync("probe", new { }, target, cancellation: cancellation)).DelegationId;
    }

    private async Task<string> RegistrationAsync(BridgeSession caller, CancellationToken cancellation) =>
        identities.RoleOf(caller) is "guest" or "agent"
            ? (await ExpertAsync(cancellation)).Registration.Token
            : (await caller.RegisterExpertAsync("probe", ["probe"], cancellation: cancellation)).Token;

    private async Task<string> CollaborationAsync(BridgeSession caller, CancellationToken cancellation)
    {
        var starter = await identities.SessionAsync("agent", cancellation);
        return (await starter.StartCollaborationAsync([caller.AgentId], cancellation: cancellation)).SessionId;
    }

    private async Task<RawRequest> ExampleAsync(string operation, BridgeSession caller, CancellationToken cancellation)
    {
        var example = examples.TryGetValue(operation, out var make) ? await make(caller.Token, cancellation) : new OperationExample();
        var parts = operation.Split(' ', 2);
        var query = string.Join('&', example.Parameters.Where(one => !parts[1].Contains($"{{{one.Key}}}", StringComparison.Ordinal)).Select(one => $"{one.Key}={Uri.EscapeDataString(one.Value)}"));
        var path = example.Parameters.Aggregate(parts[1], (text, one) => text.Replace($"{{{one.Key}}}", Uri.EscapeDataString(one.Value), StringComparison.Ordinal));
        return new RawRequest(parts[0], query.Length == 0 ? path : $"{path}?{query}") { Headers = HeadersOf(caller), Body = example.Body };
    }
}
