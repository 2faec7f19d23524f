using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Features;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("on-again-after-restart", "rollback-capability", "a restart forgets that elicitation was switched off")]
internal sealed class OnAgainAfterRestart(IFeatures inner) : IFeatures, IDefect
{
    public FeatureFlags Flags => inner.Flags;

    public static void Seed(IServiceCollection services) => services.Decorate<IFeatures>(inner => new OnAgainAfterRestart(inner));

    public Task<FeatureFlags> ChangeAsync(bool? elicitationEnabled, int? percentage, bool? force, string changedBy) =>
        inner.ChangeAsync(elicitationEnabled, percentage, force, changedBy);

    public void RequireElicitation(string agentId) => inner.RequireElicitation(agentId);

    public void Apply(StoredEvent stored)
    {
        // What was switched is on the disk and never looked at.
    }
}
