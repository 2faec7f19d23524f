using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Security.AuthBypass;

namespace Lighthouse.Suites.Security;

using ExampleMaker = Func<string, CancellationToken, Task<OperationExample>>;

/// <summary>For each operation a request that its caller may make, so that only the missing proof can be why an attempt is refused.</summary>
internal sealed class AuthBypassExamples(AttackIdentities identities)
{
    private static readonly object AnySchema = new { type = "object" };

    public Dictionary<string, ExampleMaker> All => new(
        Events().Concat(Elicitations()).Concat(Administration()).Concat(Experts()).Concat(Collaborations()).Concat(Others()));

    private Dictionary<string, ExampleMaker> Events() => new()
    {
        ["GET /event/wait"] = (token, _) => Parameters(("agent_id", identities[token].AgentId), ("timeout_seconds", "1")),
        ["POST /event/store"] = (token, _) => Body(new { event_type = "attack_probe", aggregate_id = "probe", aggregate_type = "probe", agent_id = identities[token].AgentId, data = new { } }),
        ["POST /event/store_batch"] = (token, _) => Body(new { events = new[] { new { event_type = "attack_probe", agent_id = identities[token].AgentId } } }),
        ["GET /state/{aggregate_type}/{aggregate_id}"] = async (token, cancellation) =>
        {
            await identities[token].StoreEventAsync(new EventDraft("attack_probe") { AggregateType = "probe", AggregateId = "probe" }, cancellation);
            return await Parameters(("aggregate_type", "probe"), ("aggregate_id", "probe"));
        },
        ["GET /ws/{agent_id}"] = (token, _) => Parameters(("agent_id", identities[token].AgentId)),
    };

    private Dictionary<string, ExampleMaker> Elicitations() => new()
    {
        ["GET /elicitation/pending"] = (token, _) => Parameters(("agent_id", identities[token].AgentId)),
        ["GET /elicitation/status/{id}"] = async (token, cancellation) => await Parameters(("id", (await AskAsync(token, cancellation)).ElicitationId)),
        ["POST /elicitation/create"] = async (token, cancellation) =>
            await Body(new { from_agent = identities[token].AgentId, to_agent = await OtherAsync(cancellation), message = "Well?", schema = AnySchema, timeout_seconds = 30 }),
        ["POST /elicitation/respond"] = async (token, cancellation) =>
            new OperationExample { Body = identities[token].PrepareCancellation(await AskAsync(token, cancellation)).ToRaw().Body },
    };

    private Dictionary<string, ExampleMaker> Administration() => new()
    {
        ["POST /agent/register"] = (_, _) => Body(new { agent_id = $"registered-{Guid.NewGuid():N}"[..40], role = "agent" }),
        ["POST /agent/rotate"] = NamesAnotherAsync,
        ["POST /agent/disable"] = NamesAnotherAsync,
        ["POST /agent/enable"] = NamesAnotherAsync,
        // As they are: the other attacks of the day ask by elicitation.
        ["POST /feature_flags"] = (_, _) => Body(new { percentage = 100 }),
    };

    private Dictionary<string, ExampleMaker> Experts() => new()
    {
        ["POST /expert/register"] = (token, _) => Body(new { agent_id = identities[token].AgentId, agent_type = "probe", capabilities = new[] { "probe" } }),
        ["POST /expert/heartbeat"] = async (token, cancellation) =>
            await Body(new { agent_id = identities[token].AgentId, token = (await RegisterAsync(identities[token], cancellation)).Token }),
        ["POST /expert/suspend"] = async (_, cancellation) => await Body(new { agent_id = await ExpertAsync(cancellation) }),
        ["POST /expert/resume"] = async (_, cancellation) => await Body(new { agent_id = await ExpertAsync(cancellation) }),
        ["GET /expert/tasks"] = (token, _) => Parameters(("agent_id", identities[token].AgentId)),
        ["POST /task/dispatch"] = async (_, cancellation) => await Body(new { target_agent = await ExpertAsync(cancellation), task_description = "probe" }),
        ["GET /task/status/{id}"] = async (token, cancellation) =>
            await Parameters(("id", (await identities[token].DispatchAsync(await ExpertAsync(cancellation), "probe", cancellation: cancellation)).TaskId)),
        // These name the session or the work of one caller, and two sessions ask: what both are told is that the body is wrong.
        ["POST /expert/delegate"] = (_, _) => Body(new { }),
        ["POST /expert/complete"] = (_, _) => Body(new { }),
    };

    private Dictionary<string, ExampleMaker> Collaborations() => new()
    {
        ["POST /collaboration/start"] = async (_, cancellation) => await Body(new { participants = new[] { await OtherAsync(cancellation) }, objective = "probe" }),
        ["POST /collaboration/share"] = async (token, cancellation) => await Body(new { session_id = await CollaborateAsync(token, cancellation), key = "probe", value = 1 }),
        ["POST /collaboration/end"] = async (token, cancellation) => await Body(new { session_id = await CollaborateAsync(token, cancellation) }),
        ["GET /collaboration/context/{id}"] = async (token, cancellation) => await Parameters(("id", await CollaborateAsync(token, cancellation))),
    };

    private Dictionary<string, ExampleMaker> Others() => new()
    {
        ["POST /validate"] = (token, _) => Body(new { tool_name = "read", tool_input = new { file_path = "src/a.cs" }, agent_id = identities[token].AgentId }),
        // A sound store has no violation to resolve.
        ["POST /integrity/resolve"] = (_, _) => Body(new { }),
    };

    private async Task<OperationExample> NamesAnotherAsync(string token, CancellationToken cancellation) => await Body(new { agent_id = await OtherAsync(cancellation) });

    private async Task<string> OtherAsync(CancellationToken cancellation) => (await identities.AgentAsync("agent", cancellation)).AgentId;

    private async Task<ElicitationTicket> AskAsync(string token, CancellationToken cancellation) =>
        await identities[token].CreateElicitationAsync(await OtherAsync(cancellation), "Well?", AnySchema, cancellation: cancellation);

    private async Task<string> ExpertAsync(CancellationToken cancellation)
    {
        var session = await identities.SessionAsync("expert_agent", cancellation);
        await RegisterAsync(session, cancellation);
        return session.AgentId;
    }

    private static Task<ExpertRegistration> RegisterAsync(BridgeSession session, CancellationToken cancellation) =>
        session.RegisterExpertAsync("probe", ["probe"], cancellation: cancellation);

    private async Task<string> CollaborateAsync(string token, CancellationToken cancellation) =>
        (await identities[token].StartCollaborationAsync([await OtherAsync(cancellation)], cancellation: cancellation)).SessionId;

    private static Task<OperationExample> Parameters(params (string Name, string Value)[] values) =>
        Task.FromResult(new OperationExample { Parameters = values.ToDictionary(value => value.Name, value => value.Value) });

    private static Task<OperationExample> Body(object body) => Task.FromResult(new OperationExample { Body = JsonSerializer.Serialize(body) });
}
