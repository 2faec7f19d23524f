using System.Collections.Concurrent;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("any-user-agent", "registration-and-authentication", "a session is not bound to the user agent that opened it")]
internal sealed class AnyUserAgent(ISessions inner) : ISessions, IDefect
{
    private readonly ConcurrentDictionary<string, Peer> opener = new();

    public int ActiveAgents => inner.ActiveAgents;

    public static void Seed(IServiceCollection services) => services.Decorate<ISessions>(inner => new AnyUserAgent(inner));

    public async Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer)
    {
        var session = await inner.OpenAsync(proof, peer);
        opener[session.Token] = peer;
        return session;
    }

    public Caller? Authenticate(string token, Peer peer) => inner.Authenticate(token, opener.GetValueOrDefault(token, peer));

    public long? EndOf(string sessionId) => inner.EndOf(sessionId);

    public Task RevokeAsync(Caller caller) => inner.RevokeAsync(caller);

    public void Apply(StoredEvent stored) => inner.Apply(stored);
}
