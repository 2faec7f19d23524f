using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Features;

namespace Lighthouse.Bridge.Defects;

/// <summary>Feature flags as they are; a defect overrides what it spoils.</summary>
internal abstract class DecoratedFeatures(IFeatures inner) : IFeatures
{
    public virtual FeatureFlags Flags => inner.Flags;

    public virtual Task<FeatureFlags> ChangeAsync(bool? elicitationEnabled, int? percentage, bool? force, string changedBy) =>
        inner.ChangeAsync(elicitationEnabled, percentage, force, changedBy);

    public virtual void RequireElicitation(string agentId) => inner.RequireElicitation(agentId);

    public virtual void Apply(StoredEvent stored) => inner.Apply(stored);
}
