using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects;

/// <summary>Delegated work as it is; a defect overrides what it spoils.</summary>
internal abstract class DecoratedDelegations(IDelegations inner) : IDelegations
{
    public virtual Task<DelegationView> CreateAsync(DelegationRequest request) => inner.CreateAsync(request);

    public virtual Task<DelegationState> CompleteAsync(Caller caller, string id, bool failed, JsonElement? result, string? error) =>
        inner.CompleteAsync(caller, id, failed, result, error);

    public virtual Task<DelegationView> ViewAsync(Caller caller, string id) => inner.ViewAsync(caller, id);

    public Task<DelegationView> EndOfAsync(string id, CancellationToken cancellation) => inner.EndOfAsync(id, cancellation);

    public virtual IReadOnlyList<DelegationView> OpenFor(string expert) => inner.OpenFor(expert);

    public virtual Task LeaveAsync(string expert, ExpertLoss loss) => inner.LeaveAsync(expert, loss);

    public void WatchDeadlines() => inner.WatchDeadlines();

    public DelegationFigures Measure() => inner.Measure();

    public virtual void Apply(StoredEvent stored) => inner.Apply(stored);
}
