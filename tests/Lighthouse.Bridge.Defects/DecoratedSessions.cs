using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects;

/// <summary>Sessions as they are; a defect overrides what it spoils.</summary>
internal abstract class DecoratedSessions(ISessions inner) : ISessions
{
    public int ActiveAgents => inner.ActiveAgents;

    public virtual Task<OpenedSession> OpenAsync(SessionProof proof, Peer peer) => inner.OpenAsync(proof, peer);

    public virtual Caller? Authenticate(string token, Peer peer) => inner.Authenticate(token, peer);

    public virtual long? EndOf(string sessionId) => inner.EndOf(sessionId);

    public virtual Task RevokeAsync(Caller caller) => inner.RevokeAsync(caller);

    public virtual void Apply(StoredEvent stored) => inner.Apply(stored);
}
