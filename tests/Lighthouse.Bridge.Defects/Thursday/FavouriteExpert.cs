using Lighthouse.Bridge.Experts;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("favourite-expert", "expert-load-balancing", "the first expert of all gets all the work that it can take")]
internal sealed class FavouriteExpert : IExpertRouting, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IExpertRouting>(_ => new FavouriteExpert());

    public ExpertView? Choose(IReadOnlyList<ExpertView> experts) => experts.FirstOrDefault(expert => expert.State == ExpertState.Available);
}
