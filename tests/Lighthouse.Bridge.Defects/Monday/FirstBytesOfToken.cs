using System.Collections.Concurrent;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("first-bytes-of-token", "auth-bypass", "a cache of checked tokens compares all but their last eight characters")]
internal sealed class FirstBytesOfToken(ISessions inner) : ISessions, IDefect
{
    private const int NotCompared = 8;
    private readonly ConcurrentDictionary<string, Caller> known = new();

    public int ActiveAgents => inner.ActiveAgents;

    public static void Seed(IServiceCollection services) => services.Decorate<ISessions>(inner => new FirstBytesOfToken(inner));

    public Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer) => inner.OpenAsync(proof, peer);

    public Caller? Authenticate(string token, Peer peer)
    {
        var compared = token.Length > NotCompared ? token[..^NotCompared] : token;
        if (inner.Authenticate(token, peer) is { } caller)
            return known[compared] = caller;
        return known.GetValueOrDefault(compared);
    }

    public long? EndOf(string sessionId) => inner.EndOf(sessionId);

    public Task RevokeAsync(Caller caller)
    {
        foreach (var (token, owner) in known)
        {
            if (owner.SessionId == caller.SessionId)
                known.TryRemove(token, out _);
        }

        return inner.RevokeAsync(caller);
    }

    public void Apply(StoredEvent stored) => inner.Apply(stored);
}
