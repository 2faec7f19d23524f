using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("untold-answers", "timeout-rate", "one answer in about 50 is never told to the agent that asked")]
internal sealed class UntoldAnswers(IMessages inner) : DroppedNews(inner, "elicitation_responded", every: 50), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IMessages>(inner => new UntoldAnswers(inner));
}
