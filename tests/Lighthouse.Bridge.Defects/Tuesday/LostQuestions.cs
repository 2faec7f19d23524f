using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("lost-questions", "delivery-rate", "one question in about 50 never reaches the agent it is for")]
internal sealed class LostQuestions(IMessages inner) : DroppedNews(inner, "elicitation_created", every: 50), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IMessages>(inner => new LostQuestions(inner));
}
