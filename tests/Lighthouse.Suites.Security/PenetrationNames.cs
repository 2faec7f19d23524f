using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.Penetration;
using Lighthouse.Security.Wire;

namespace Lighthouse.Suites.Security;

/// <summary>Requests of callers who may not know which agents there are: once with a name that exists, once with one that does not.</summary>
internal static class PenetrationNames
{
    private const string WrongSecret = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string WrongToken = "00000000000000000000000000000000:nobody:1:0000000000000000000000000000000000000000000000000000000000000000";

    public static async Task<IReadOnlyList<NamePair>> AllAsync(Agents agents, AttackIdentities identities, CancellationToken cancellation)
    {
        var known = (await identities.AgentAsync("agent", cancellation)).AgentId;
        var unknown = $"{known}x";
        var low = (await identities.SessionAsync("agent", cancellation)).Token;
        return
        [
            Pair("POST /session/create with a wrong secret", name => agents.Client.PrepareSession(name, WrongSecret, new SessionOptions { UserAgent = AttackIdentities.UserAgent }).ToRaw()),
            Pair("POST /session/validate with a wrong token", name => Post("/session/validate", new { session_token = WrongToken, agent_id = name })),
            Pair("GET /elicitation/pending of another agent", name => Get($"/elicitation/pending?agent_id={name}")),
            Pair("GET /event/wait for another agent", name => Get($"/event/wait?agent_id={name}&timeout_seconds=0")),
            Pair("GET /expert/tasks of another agent", name => Get($"/expert/tasks?agent_id={name}")),
            Pair("GET /session/list of another agent", name => Get($"/session/list?agent_id={name}")),
            Pair("GET /ws/{agent_id} of another agent", name => Get($"/ws/{name}")),
            Pair("POST /agent/disable without the role", name => Post("/agent/disable", new { agent_id = name }).With("Authorization", $"Bearer {low}")),
            Pair("POST /agent/rotate without the role", name => Post("/agent/rotate", new { agent_id = name }).With("Authorization", $"Bearer {low}")),
            Pair("POST /event/store as another agent", name => Post("/event/store", new { event_type = "probe", agent_id = name }).With("Authorization", $"Bearer {low}")),
        ];

        NamePair Pair(string what, Func<string, RawRequest> make) => new(what, make(known), make(unknown));

        RawRequest Get(string target) => Request("GET", target).With("Authorization", $"Bearer {low}");
    }

    private static RawRequest Post(string target, object body) => Request("POST", target) with { Body = JsonSerializer.Serialize(body) };

    private static RawRequest Request(string method, string target) =>
        new(method, target) { Headers = [KeyValuePair.Create("User-Agent", AttackIdentities.UserAgent)] };
}
