namespace Lighthouse.Bridge.Identity;

/// <summary>The sessions as those see them who manage them.</summary>
public interface ISessionDirectory
{
    /// <summary>Whether the session that a caller was proven by can still be used: what was held for it must not be given after its end.</summary>
    bool IsValid(Caller caller);

    /// <summary>Sessions that can be used now, by id: the caller's own, or everybody's for a role that manages sessions.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="agentId">Only this agent's; null for all that the caller may see.</param>
    /// <param name="afterId">Only those with a greater id; null for all.</param>
    /// <param name="limit">At most so many.</param>
    IReadOnlyList<SessionView> List(Caller caller, string? agentId, string? afterId, int limit);

    /// <summary>Ends a session: one of the caller's own, or for a role that manages sessions one of an agent whose role is not above it.</summary>
    /// <exception cref="RefusalException">403 when it is not the caller's to end, 404 when there is no such session.</exception>
    Task RevokeAsync(Caller caller, string sessionId);
}
