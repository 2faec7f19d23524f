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
        new Operation("POST", "/session/revoke", "revoke_session", "Ends the session that makes the request.") { Handler = Revoke }
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

    private static async Task<object> Revoke(OperationContext context)
    {
        await context.Service<ISessions>().RevokeAsync(context.Caller);
        return new DoneReply("revoked", "The session has ended.");
    }
}
