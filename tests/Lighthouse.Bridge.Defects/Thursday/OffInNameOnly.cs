using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Features;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("off-in-name-only", "rollback-capability", "elicitation that is switched off is reported as off, and goes on")]
internal sealed class OffInNameOnly(IFeatures inner) : IFeatures, IDefect
{
    public FeatureFlags Flags => inner.Flags;

    public static void Seed(IServiceCollection services) => services.Decorate<IFeatures>(inner => new OffInNameOnly(inner));

    public Task<FeatureFlags> ChangeAsync(bool? elicitationEnabled, int? percentage, bool? force, string changedBy) =>
        inner.ChangeAsync(elicitationEnabled, percentage, force, changedBy);

    public void RequireElicitation(string agentId)
    {
        // Whatever the flags say.
    }

    public void Apply(StoredEvent stored) => inner.Apply(stored);
}
