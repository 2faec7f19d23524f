using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Messages;

/// <summary>What agents read of the event store.</summary>
public interface IMessages
{
    /// <summary>Long polls that are held now.</summary>
    int Waiting { get; }

    /// <summary>Stored events that match and that the caller may see.</summary>
    Task<EventPage> QueryAsync(Caller caller, EventFilter filter, CancellationToken cancellation);

    /// <summary>
    /// Events of others that the caller may see, at most ten, newer than a sequence: at once when there are some, otherwise when the first is
    /// stored; none when the time is over or the bridge stops.
    /// </summary>
    Task<EventPage> WaitAsync(Caller caller, long sinceSequence, TimeSpan timeout, CancellationToken cancellation);
}
