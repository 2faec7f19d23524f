using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("failures-untold", "expert-delegation", "an agent is told that its work is done, and never that it failed")]
internal sealed class FailuresUntold(IMessages inner) : DroppedNews(inner, "delegation_failed", every: 1), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IMessages>(inner => new FailuresUntold(inner));
}
