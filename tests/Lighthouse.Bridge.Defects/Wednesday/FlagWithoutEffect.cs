using Lighthouse.Bridge.Features;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("flag-without-effect", "rollback-drill", "the flag that disables elicitation is stored and shown, and nobody looks at it")]
internal sealed class FlagWithoutEffect(IFeatures inner) : DecoratedFeatures(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IFeatures>(inner => new FlagWithoutEffect(inner));

    public override void RequireElicitation(string agentId)
    {
    }
}
