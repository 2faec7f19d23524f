using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("groups-left-out", "message-routing", "about every fourth value that is shared in a group is told to nobody who polls")]
internal sealed class GroupsLeftOut(IMessages inner) : DroppedNews(inner, "collaboration_shared", every: 4), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IMessages>(inner => new GroupsLeftOut(inner));
}
