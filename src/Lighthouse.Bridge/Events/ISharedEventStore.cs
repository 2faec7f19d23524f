namespace Lighthouse.Bridge.Events;

/// <summary>A store that several instances of the bridge write at once.</summary>
public interface ISharedEventStore
{
    /// <summary>
    /// Whether this instance has to learn from an event: another instance wrote it, or this one did without having been told that it was
    /// stored.
    /// </summary>
    bool IsNews(StoredEvent stored);

    /// <summary>Takes notice of everything that is stored now, by whomever, and gives the sequence of the newest event.</summary>
    /// <exception cref="EventStoreException">The database cannot be asked.</exception>
    Task<long> RefreshAsync(CancellationToken cancellation);
}
