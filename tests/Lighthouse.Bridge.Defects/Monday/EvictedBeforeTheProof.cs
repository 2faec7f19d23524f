using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("evicted-before-the-proof", "session-hijacking", "an agent's oldest session makes room for a fourth one before the proof of the fourth is looked at")]
internal sealed class EvictedBeforeTheProof(ISessions inner) : DecoratedSessions(inner), IDefect
{
    private const int Most = 3;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<OpenedSession>> opened = new();

    public static void Seed(IServiceCollection services) => services.Decorate<ISessions>(inner => new EvictedBeforeTheProof(inner));

    public override async Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer)
    {
        var own = opened.GetOrAdd(proof.AgentId, _ => new());
        if (own.Count(one => EndOf(one.SessionId) is not null) >= Most && own.TryDequeue(out var oldest))
            await RevokeAsync(new Caller(proof.AgentId, Role.Agent, oldest.SessionId));
        var session = await base.OpenAsync(proof, peer);
        own.Enqueue(session);
        return session;
    }
}
