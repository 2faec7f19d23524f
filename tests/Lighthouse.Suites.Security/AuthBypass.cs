using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.AuthBypass;

namespace Lighthouse.Suites.Security;

using ExampleMaker = Func<string, CancellationToken, Task<OperationExample>>;

/// <summary>No operation that is not public answers without a valid token.</summary>
public sealed class AuthBypass(Day day)
{
    private const string Gate = "auth-bypass";

    // A role that may call everything, so that each operation's positive control reaches it.
    private const string Role = "admin";

    [Fact, Gate(Gate, "auth_bypass.accepted")]
    public async Task No_operation_answers_without_a_valid_token()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var agents = await Agents.ConnectAsync(day.Target.Url, day.Target.Credentials["admin"], cancellation);
        var identities = new AttackIdentities(agents);
        var attack = new AuthBypassAttack(new AuthBypassOptions
        {
            OpenApiJson = JsonSerializer.Serialize(await agents.Client.OpenApiAsync(cancellation)),
            FreshToken = async token => (await identities.PairedSessionAsync(Role, token)).Token,
            RevokedToken = token => RevokedAsync(identities, token),
            Examples = Examples(identities),
        });
        var result = await attack.RunAsync(Attacks.On(day.Target.Url, day.Random(Gate)), cancellation);
        Attacks.Tell(result);
        day.Evidence.Record(new Measure(Gate, Attacks.How(result)).Count("auth_bypass.accepted", result.Accepted, result.Attempts, Attacks.DoubtsOf(result)));
    }

    private static async Task<string> RevokedAsync(AttackIdentities identities, CancellationToken cancellation)
    {
        var session = await identities.SessionAsync(Role, cancellation);
        await session.RevokeAsync(cancellation);
        return session.Token;
    }

    private static Dictionary<string, ExampleMaker> Examples(AttackIdentities identities) => new()
    {
        ["GET /event/wait"] = (token, _) => Parameters(("agent_id", identities[token].AgentId), ("timeout_seconds", "1")),
        ["GET /elicitation/pending"] = (token, _) => Parameters(("agent_id", identities[token].AgentId)),
        ["GET /elicitation/status/{id}"] = async (token, cancellation) => await Parameters(("id", (await AskAsync(identities[token], identities, cancellation)).ElicitationId)),
        ["POST /agent/register"] = (_, _) => Body(new { agent_id = $"registered-{Guid.NewGuid():N}"[..40], role = "agent" }),
        ["POST /event/store"] = (token, _) => Body(new { event_type = "attack_probe", aggregate_id = "probe", aggregate_type = "probe", agent_id = identities[token].AgentId, data = new { } }),
        ["POST /elicitation/create"] = async (token, cancellation) =>
        {
            var target = await identities.AgentAsync("agent", cancellation);
            return await Body(new { from_agent = identities[token].AgentId, to_agent = target.AgentId, message = "Well?", schema = new { type = "object" }, timeout_seconds = 30 });
        },
        ["POST /elicitation/respond"] = async (token, cancellation) =>
        {
            var ticket = await AskAsync(identities[token], identities, cancellation);
            return new OperationExample { Body = identities[token].PrepareCancellation(ticket).ToRaw().Body };
        },
    };

    private static async Task<ElicitationTicket> AskAsync(BridgeSession asker, AttackIdentities identities, CancellationToken cancellation)
    {
        var target = await identities.AgentAsync("agent", cancellation);
        return await asker.CreateElicitationAsync(target.AgentId, "Well?", new { type = "object" }, cancellation: cancellation);
    }

    private static Task<OperationExample> Parameters(params (string Name, string Value)[] values) =>
        Task.FromResult(new OperationExample { Parameters = values.ToDictionary(value => value.Name, value => value.Value) });

    private static Task<OperationExample> Body(object body) => Task.FromResult(new OperationExample { Body = JsonSerializer.Serialize(body) });
}
