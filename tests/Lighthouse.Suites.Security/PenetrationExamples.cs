using System.Text;
using System.Text.Json;
using Lighthouse.Security.AuthBypass;

namespace Lighthouse.Suites.Security;

using ExampleMaker = Func<string, CancellationToken, Task<OperationExample>>;

/// <summary>For each operation a request that succeeds, so that what is changed in it gets as far as it can.</summary>
internal sealed class PenetrationExamples(AttackIdentities identities)
{
    /// <summary>Operations that the least role may not call.</summary>
    public static readonly IReadOnlySet<string> ForAdminsOnly = new HashSet<string>
    {
        "POST /agent/register", "GET /agent/list", "POST /agent/rotate", "POST /agent/disable", "POST /agent/enable", "GET /feature_flags", "POST /feature_flags",
        "POST /expert/suspend", "POST /expert/resume", "POST /validation/policy/reload", "POST /integrity/resolve", "POST /event/store", "POST /event/store_batch",
        "POST /elicitation/create", "POST /task/dispatch", "POST /collaboration/start",
    };

    public Dictionary<string, ExampleMaker> All => new(new AuthBypassExamples(identities).All)
    {
        ["GET /event/wait"] = (token, _) => Task.FromResult(new OperationExample
        {
            Parameters = new Dictionary<string, string> { ["agent_id"] = identities[token].AgentId, ["since_sequence"] = "0", ["timeout_seconds"] = "0" },
        }),
        ["POST /session/create"] = async (_, cancellation) =>
            new OperationExample { Body = Encoding.UTF8.GetString(identities.Proof(await identities.AgentAsync("agent", cancellation)).Body!.Value.Span) },
        ["POST /session/validate"] = (token, _) => Body(new { session_token = token, agent_id = identities[token].AgentId }),
        ["GET /event/query"] = (_, _) => Few("limit", "3"),
        ["GET /session/list"] = (_, _) => Few("limit", "3"),
        ["GET /event/replay"] = (_, _) => Few("to_sequence", "20"),
        ["POST /context/share"] = (token, _) => Body(new { package = identities[token].AgentId, name = "probe", content = "probe" }),
        ["POST /shadow/annotate"] = (_, _) => Body(new { path = "src/a.cs", text = "probe" }),
    };

    // What is asked is tried often; the whole of it would only be read again and again.
    private static Task<OperationExample> Few(string name, string value) =>
        Task.FromResult(new OperationExample { Parameters = new Dictionary<string, string> { [name] = value } });

    private static Task<OperationExample> Body(object body) => Task.FromResult(new OperationExample { Body = JsonSerializer.Serialize(body) });
}
