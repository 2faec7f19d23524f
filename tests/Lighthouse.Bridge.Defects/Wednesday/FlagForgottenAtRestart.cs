using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Features;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("flag-forgotten-at-restart", "rollback-drill", "after a restart elicitation is on again, although it had been disabled")]
internal sealed class FlagForgottenAtRestart(IFeatures inner) : DecoratedFeatures(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IFeatures>(inner => new FlagForgottenAtRestart(inner));

    public override void Apply(StoredEvent stored)
    {
    }
}
