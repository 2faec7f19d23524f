using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("disabled-agents-in-the-cache", "replay", "a cache of good tokens forgets those that were revoked, but not those of an agent that was disabled or got another secret")]
internal sealed class DisabledAgentsInTheCache(ISessions inner, ISessionDirectory directory) : DecoratedSessions(inner), IDefect
{
    private readonly ConcurrentDictionary<(string Token, Peer Peer), Caller> good = new();

    public static void Seed(IServiceCollection services)
    {
        services.Decorate<ISessions>((inner, provider) => new DisabledAgentsInTheCache(inner, provider.GetRequiredService<ISessionDirectory>()));
        services.Decorate<ISessionDirectory>(inner => new Forgetting(inner));
    }

    public override Caller? Authenticate(string token, Peer peer)
    {
        if (base.Authenticate(token, peer) is { } caller)
            return good[(token, peer)] = caller;
        return good.TryGetValue((token, peer), out var known) && !((Forgetting)directory).WasRevoked(known.SessionId) ? known : null;
    }

    public override Task RevokeAsync(Caller caller)
    {
        ((Forgetting)directory).Revoked(caller.SessionId);
        return base.RevokeAsync(caller);
    }

    private sealed class Forgetting(ISessionDirectory inner) : ISessionDirectory
    {
        private readonly ConcurrentDictionary<string, bool> revoked = new();

        public bool WasRevoked(string sessionId) => revoked.ContainsKey(sessionId);

        public void Revoked(string sessionId) => revoked[sessionId] = true;

        public bool IsValid(Caller caller) => inner.IsValid(caller);

        public IReadOnlyList<SessionView> List(Caller caller, string? agentId, string? afterSession, int limit) => inner.List(caller, agentId, afterSession, limit);

        public Task RevokeAsync(Caller caller, string sessionId)
        {
            Revoked(sessionId);
            return inner.RevokeAsync(caller, sessionId);
        }
    }
}
