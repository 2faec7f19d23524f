using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("unheard-pieces", "concurrent-agents", "about one piece of work in 128 is stored and never told to the agent that waits for it")]
internal sealed class UnheardPieces(IMessages inner) : DroppedNews(inner, "piece", every: 250), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IMessages>(inner => new UnheardPieces(inner));
}
