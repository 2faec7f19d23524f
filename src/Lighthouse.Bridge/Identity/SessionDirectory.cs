using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Identity;

/// <summary>Lists and ends sessions.</summary>
internal sealed class SessionDirectory(SessionRegister register, IAgents agents, Journal journal, Counters counters) : ISessionDirectory
{
    public bool IsValid(Caller caller) => register.Find(caller.SessionId) is { } session && register.IsLive(session);

    public IReadOnlyList<SessionView> List(Caller caller, string? agentId, string? afterId, int limit)
    {
        if (!caller.Role.May(Permission.SessionManage)) agentId = caller.AgentId;
        return
        [
            .. register.Live
                .Where(s => (agentId is null || s.AgentId == agentId) && (afterId is null || string.CompareOrdinal(s.Id, afterId) > 0))
                .OrderBy(s => s.Id, StringComparer.Ordinal).Take(limit)
                .Select(s => new SessionView(s.Id, s.AgentId, s.Peer, s.CreatedAt, s.LastUsedAt, s.EndsAt)),
        ];
    }

    public async Task RevokeAsync(Caller caller, string sessionId)
    {
        if (register.Find(sessionId) is not { } session || !register.IsLive(session))
            throw new RefusalException(StatusCodes.Status404NotFound, "unknown_session", "There is no such session.");
        if (session.AgentId != caller.AgentId) RequireManaging(caller, session);
        await Sessions.EndAsync(register, journal, session, caller.AgentId);
    }

    private void RequireManaging(Caller caller, Session session)
    {
        if (!caller.Role.May(Permission.SessionManage))
        {
            counters.Impersonation();
            throw new RefusalException(StatusCodes.Status403Forbidden, "impersonation", "The session is another agent's.");
        }

        if (agents.Find(session.AgentId)?.Role > caller.Role)
            throw new RefusalException(StatusCodes.Status403Forbidden, "not_permitted", "The session's agent has a role above the caller's.");
    }
}
