using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Push;

/// <summary>Hands new events to the sockets that want them. Called once for each event, in order.</summary>
public interface IPushes
{
    /// <summary>Sockets that are open now.</summary>
    int Sockets { get; }

    /// <summary>Offers an event to every socket that may see it, and never waits for a reader.</summary>
    void Announce(StoredEvent stored);
}
