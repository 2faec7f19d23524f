using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Push;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("fanout-in-steps", "websocket-fanout", "an event for the sockets waits 60 ms before it is handed out")]
internal sealed class FanoutInSteps(IPushes inner) : IPushes, IDefect
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(60);

    public int Sockets => inner.Sockets;

    public static void Seed(IServiceCollection services) => services.Decorate<IPushes>(inner => new FanoutInSteps(inner));

    public void Announce(StoredEvent stored)
    {
        if (stored.Event.EventType.StartsWith("fanout_", StringComparison.Ordinal))
            Thread.Sleep(Wait);
        inner.Announce(stored);
    }
}
