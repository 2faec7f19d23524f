using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects;

/// <summary>Experts as they are; a defect overrides what it spoils.</summary>
internal abstract class DecoratedExperts(IExperts inner) : IExperts
{
    protected IExperts Inner { get; } = inner;

    public virtual Task<string> RegisterAsync(Caller caller, ExpertProfile profile) => Inner.RegisterAsync(caller, profile);

    public virtual Task<ExpertView> HeartbeatAsync(Caller caller, string token) => Inner.HeartbeatAsync(caller, token);

    public virtual void RequireRegistration(Caller caller, string token) => Inner.RequireRegistration(caller, token);

    public virtual Task<ExpertView> SuspendAsync(Caller admin, string agentId, bool suspended, string? reason) =>
        Inner.SuspendAsync(admin, agentId, suspended, reason);

    public virtual IReadOnlyList<ExpertView> List(string? capability, ExpertState? state) => Inner.List(capability, state);

    public virtual void Apply(StoredEvent stored) => Inner.Apply(stored);
}
