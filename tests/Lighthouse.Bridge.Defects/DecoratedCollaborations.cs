using Lighthouse.Bridge.Collaboration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects;

/// <summary>Collaborations as they are; a defect overrides what it spoils.</summary>
internal abstract class DecoratedCollaborations(ICollaborations inner) : ICollaborations
{
    public int OpenCount => inner.OpenCount;

    public Task<CollaborationView> StartAsync(Caller caller, CollaborationPlan plan) => inner.StartAsync(caller, plan);

    public virtual Task<long> ShareAsync(Caller caller, SharedValue value) => inner.ShareAsync(caller, value);

    public Task<CollaborationView> EndAsync(Caller caller, string sessionId, string? summary) => inner.EndAsync(caller, sessionId, summary);

    public Task<CollaborationView> ViewAsync(Caller caller, string sessionId) => inner.ViewAsync(caller, sessionId);

    public void WatchDeadlines() => inner.WatchDeadlines();

    public virtual void Apply(StoredEvent stored) => inner.Apply(stored);
}
