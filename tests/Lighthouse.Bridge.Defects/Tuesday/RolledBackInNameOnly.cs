using Lighthouse.Bridge.Features;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("rolled-back-in-name-only", "sla", "a rollback reports that it is done and switches nothing")]
internal sealed class RolledBackInNameOnly(IFeatures inner) : DecoratedFeatures(inner), IDefect
{
    private volatile FeatureFlags? reported;

    public static void Seed(IServiceCollection services) => services.Decorate<IFeatures>(inner => new RolledBackInNameOnly(inner));

    public override FeatureFlags Flags => reported ?? base.Flags;

    public override Task<FeatureFlags> ChangeAsync(bool? elicitationEnabled, int? percentage, bool? force, string changedBy)
    {
        var before = Flags;
        return Task.FromResult(reported = new FeatureFlags(elicitationEnabled ?? before.ElicitationEnabled, percentage ?? before.Percentage, force ?? before.Force));
    }
}
