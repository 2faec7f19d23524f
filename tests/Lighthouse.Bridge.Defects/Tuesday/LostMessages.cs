using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("lost-messages", "wait-for-messages-baseline", "one message in about 30 never reaches the agent that waits for it")]
internal sealed class LostMessages(IMessages inner) : DroppedNews(inner, "message", every: 30), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IMessages>(inner => new LostMessages(inner));
}
