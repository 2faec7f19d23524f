using System.Text.Json;
using Lighthouse.Bridge.Events.Searching;

namespace Lighthouse.Bridge.Events;

/// <summary>The append-only store of everything that happened. All state of the bridge is rebuilt from it.</summary>
public interface IEventStore : IAsyncDisposable
{
    /// <summary>Sequence of the newest event; 0 when there is none.</summary>
    long LastSequence { get; }

    /// <summary>What recovery found when the store was opened.</summary>
    RecoveryReport Recovery { get; }

    /// <summary>Whether the store takes events now, and why not.</summary>
    StoreHealth Health { get; }

    /// <summary>Appends events, all or none, and completes when they are on stable storage. Sequences are global, from 1, without gaps.</summary>
    Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation);

    /// <summary>Streams the readable events with a sequence above <paramref name="afterSequence"/>, ascending, in constant memory.</summary>
    IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, CancellationToken cancellation);

    /// <summary>First sequence that retention has kept; 1 as long as it removed nothing.</summary>
    long FirstSequence => 1;

    /// <summary>Streams the readable events that are selected, ascending, in constant memory.</summary>
    IAsyncEnumerable<StoredEvent> ReadAsync(EventSelection selection, CancellationToken cancellation) =>
        SelectedEvents.FilterAsync(ReadAsync(selection.AfterSequence, cancellation), selection);

    /// <summary>
    /// What ties a statement about everything up to <paramref name="sequence"/> to this history: the seal of that event's record. Null
    /// when the store cannot tell; then nothing is built on such a statement.
    /// </summary>
    byte[]? SealOf(long sequence) => null;

    /// <summary>
    /// Completes when an event newer than <paramref name="sequence"/> is stored; at once when there is one. Who waits may go on on a thread of the
    /// store's own; blocking there holds up nobody.
    /// </summary>
    Task WaitForNewerAsync(long sequence, CancellationToken cancellation);
}

/// <summary>An event before it is stored.</summary>
public sealed record NewEvent(
    string EventType, string AggregateId, string AggregateType, string SourceAgent, string SourceComponent, JsonElement Data, JsonElement Metadata)
{
    /// <summary>
    /// What this event decides for all instances; where one of it was decided before, the append is refused
    /// (<see cref="EventStoreError.Conflict"/>). A store with a single owner leaves the decision to its owner's memory.
    /// </summary>
    public IReadOnlyList<EventClaim> Claims { get; init; } = [];
}

/// <summary>An event as stored.</summary>
public sealed record StoredEvent(long Sequence, long TimestampNs, string NodeId, NewEvent Event);

/// <summary>Whether the store works.</summary>
public sealed record StoreHealth(bool Writable, string? Problem);

/// <summary>What recovery found.</summary>
/// <param name="Events">Readable events.</param>
/// <param name="TornBytes">Bytes of an unfinished last record that were cut off.</param>
/// <param name="Violations">Damage found; empty for a sound store.</param>
public sealed record RecoveryReport(long Events, long TornBytes, IReadOnlyList<IntegrityViolation> Violations);

/// <summary>A damage of the stored bytes.</summary>
/// <param name="Kind">Such as <c>hash_mismatch</c> or <c>sequence_corruption</c>.</param>
/// <param name="Severity">high, medium or critical.</param>
/// <param name="FirstSequence">First sequence that is not served as good.</param>
/// <param name="LastSequence">Last one; null when it cannot be told.</param>
/// <param name="Detail">What was found where.</param>
public sealed record IntegrityViolation(string Kind, string Severity, long FirstSequence, long? LastSequence, string Detail);
