using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Push;

/// <summary>What every socket needs of the bridge.</summary>
internal sealed record PushParts(
    BridgeOptions Options, EventReader Reader, Announcements Announcements, IElicitations Elicitations, IDeadlines Deadlines, BridgeClock Clock,
    PushFigures Figures)
{
    public PushSettings Settings => Options.Push;
}
