using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Messages;

/// <summary>Reads events from the window where it reaches, from the store where it does not.</summary>
internal sealed class EventReader(IEventStore store, EventWindow recent)
{
    /// <summary>The newest event that was announced; what is newer is announced later.</summary>
    public long LastAnnounced => recent.LastSequence;

    /// <summary>Whether what is newer than a sequence can be told without the store.</summary>
    public bool Reaches(long position) => recent.Reaches(position);

    /// <summary>Matching events above a sequence, at most so many, and how far was looked.</summary>
    public async Task<EventPage> NewsAsync(long position, Func<StoredEvent, Audience, bool> isWanted, int limit, CancellationToken cancellation) =>
        recent.Collect(position, isWanted, limit) ?? await StoredAsync(position, isWanted, limit, cancellation);

    /// <summary>The same from the store alone: what was acknowledged is there, in the window it may arrive a moment later.</summary>
    public async Task<EventPage> StoredAsync(long position, Func<StoredEvent, Audience, bool> isWanted, int limit, CancellationToken cancellation)
    {
        var found = new List<StoredEvent>();
        await foreach (var stored in store.ReadAsync(position, cancellation))
        {
            position = stored.Sequence;
            if (!isWanted(stored, Audience.Of(stored.Event))) continue;
            found.Add(stored);
            if (found.Count == limit) break;
        }

        return new(found, position);
    }
}
