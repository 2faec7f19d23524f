using System.Globalization;
using Lighthouse.Bridge.Http;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Operations;

/// <summary>Registering agents, and opening, checking and ending sessions.</summary>
internal static class IdentityOperations
{
    public static IEnumerable<Operation> All() =>
    [
        new Operation("POST", "/agent/register", "register_agent", "Registers an agent and shows its secret, this once.")
        {
            Needs = Permission.AdminAccess, Refusals = [409], Handler = Register,
        }
            .Takes(IdentityShapes.RegisterAgentBody)
            .Gives(IdentityShapes.RegisterAgentReply),
        new Operation("POST", "/session/create", "create_session", "Opens a session for an agent that proves its identity.")
        {
            IsPublic = true, Refusals = [403, 429], Handler = Open,
        }
            .Takes(IdentityShapes.CreateSessionBody)
            .Gives(IdentityShapes.CreateSessionReply),
        new Operation("POST", "/session/validate", "validate_session", "Whether a token proves an agent when it comes from here.")
        {
            IsPublic = true, Handler = Validate,
        }
            .Takes(IdentityShapes.ValidateSessionBody)
            .Gives(IdentityShapes.ValidateSessionReply),
        new Operation("GET", "/session/list", "list_sessions", "Valid sessions: the caller's own, or everybody's for a role that manages sessions.")
        {
            Parameters =
            [
                new("agent_id", "string", 1, 64) { Summary = "Only this agent's." }, new("after_session", "string", 1, 64) { Summary = "For paging." },
                new("limit", "integer", 1, 1_000) { Default = 100 },
            ],
            Handler = List,
        }.Gives(IdentityShapes.ListSessionsReply),
        new Operation("POST", "/session/revoke", "revoke_session", "Ends the session that makes the request, or the one that is named.")
        {
            BodyIsOptional = true, Refusals = [404], Handler = Revoke,
        }
            .Takes(IdentityShapes.RevokeSessionBody)
            .Gives(IdentityShapes.RevokeSessionReply),
    ];

    private static async Task<object> Register(OperationContext context)
    {
        var agentId = context.Text("agent_id")!;
        AgentIds.Require(agentId);
        var role = Roles.Parse(context.Text("role") ?? "agent")!.Value;
        var agents = context.Service<IAgents>();
        var agent = await agents.RegisterAsync(agentId, role, context.Caller.AgentId);
        return new RegisteredReply(agent.Id, agent.Role.Name(), agents.SecretOf(agent));
    }

    private static async Task<object> Open(OperationContext context)
    {
        var agentId = context.Text("agent_id")!;
        AgentIds.Require(agentId);
        var credential = context.Body.GetProperty("credential");
        var nonce = credential.GetProperty("nonce").GetString()!;
        if (!nonce.All(char.IsAsciiHexDigit))
            throw new RefusalException(StatusCodes.Status422UnprocessableEntity, "invalid_nonce", "The nonce has 16 to 64 hex characters.");
        var timestamp = (long)credential.GetProperty("timestamp").GetDouble();
        var proof = new SessionProof(agentId, timestamp, nonce, credential.GetProperty("signature").GetString()!);
        var session = await context.Service<ISessions>().OpenAsync(proof, context.Peer);
        return new SessionReply(session.SessionId, session.Token, session.ExpiresAt.ToString(CultureInfo.InvariantCulture), session.AgentId);
    }

    private static async Task<object> Validate(OperationContext context)
    {
        var others = context.Service<OtherInstances>();
        var seen = others.Seen;
        var valid = IsValid() || (await others.CatchUpAsync(seen, context.Cancellation) && IsValid());
        return new ValidReply(valid);

        bool IsValid() => context.Service<ISessions>().Authenticate(context.Text("session_token")!, context.Peer)?.AgentId == context.Text("agent_id");
    }

    private static Task<object> List(OperationContext context)
    {
        var agentId = context.TextParameter("agent_id");
        if (!context.Caller.Role.May(Permission.SessionManage)) context.RequireOwnName(agentId);
        var limit = (int)context.Parameter("limit", 100L);
        var sessions = context.Service<ISessionDirectory>().List(context.Caller, agentId, context.TextParameter("after_session"), limit);
        return Task.FromResult<object>(new SessionsReply([.. sessions.Select(Show)], sessions.Count));
    }

    private static SessionShown Show(SessionView s) => new(
        s.Id, s.AgentId, s.Peer.Address, s.Peer.UserAgent, BridgeClock.Seconds(s.CreatedAt), BridgeClock.Seconds(s.LastUsedAt), BridgeClock.Seconds(s.EndsAt));

    private static async Task<object> Revoke(OperationContext context)
    {
        if (context.Text("session_id") is { } id && id != context.Caller.SessionId)
            await context.Service<ISessionDirectory>().RevokeAsync(context.Caller, id);
        else
            await context.Service<ISessions>().RevokeAsync(context.Caller);
        return new DoneReply("revoked", "The session has ended.");
    }
}
