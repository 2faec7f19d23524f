using Lighthouse.Bridge.Experts;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("turns-without-looking", "expert-load-balancing", "experts take turns, however much open work each has")]
internal sealed class TurnsWithoutLooking : IExpertRouting, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IExpertRouting>(_ => new TurnsWithoutLooking());

    public ExpertView? Choose(IReadOnlyList<ExpertView> experts) =>
        experts.Where(expert => expert.State == ExpertState.Available).MinBy(expert => expert.LastAssigned);
}
