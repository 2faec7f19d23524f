using Lighthouse.Bridge.Events.Records;

namespace Lighthouse.Bridge.Events.Appending;

/// <summary>An append on its way to the disk. Who waits for it goes on where it is answered: <see cref="Answers"/> chooses the thread.</summary>
internal sealed class PendingAppend : TaskCompletionSource<IReadOnlyList<StoredEvent>>
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Cancelled = 2;

    private int _state;
    private StoredEvent[]? _stored;
    private EventStoreException? _failure;

    private PendingAppend(NewEvent[] events, byte[][] payloads, long bytes)
    {
        Events = events;
        Payloads = payloads;
        Bytes = bytes;
    }

    public NewEvent[] Events { get; }

    public byte[][] Payloads { get; }

    /// <summary>Bytes of its records.</summary>
    public long Bytes { get; }

    /// <summary>Checks the limits and turns the events into JSON, on the caller's thread.</summary>
    public static PendingAppend Of(IReadOnlyList<NewEvent> events, string nodeId)
    {
        if (events.Count > EventLimits.BatchEvents)
            throw TooLarge($"LHB6102: an append of {events.Count:N0} events; at most {EventLimits.BatchEvents:N0} are allowed. Split it.");
        var detached = new NewEvent[events.Count];
        var payloads = new byte[events.Count][];
        long bytes = 0;
        for (var i = 0; i < detached.Length; i++)
        {
            detached[i] = EventPayload.Detach(events[i]);
            payloads[i] = EventPayload.Write(detached[i], nodeId);
            bytes += payloads[i].Length;
            if (payloads[i].Length > EventLimits.EventBytes)
                throw TooLarge(
                    $"LHB6101: event {i + 1} of the append has {payloads[i].Length:N0} bytes; at most {EventLimits.EventBytes:N0} are allowed. " +
                    "Store the content elsewhere and refer to it.");
            if (bytes > EventLimits.BatchBytes)
                throw TooLarge($"LHB6103: an append of more than {EventLimits.BatchBytes:N0} bytes; that is what is allowed. Split it.");
        }
        return new PendingAppend(detached, payloads, bytes + (long)detached.Length * RecordFormat.Overhead);
    }

    /// <summary>Whether the writer may take it; false when it was cancelled before.</summary>
    public bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Waiting) == Waiting;

    /// <summary>Cancels it unless the writer has it already.</summary>
    public void TryCancel(CancellationToken cancellation)
    {
        // Whoever cancels does not wait for what the waiting one does then.
        if (Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting)
            ThreadPool.UnsafeQueueUserWorkItem(static of => of.Append.TrySetCanceled(of.Cancellation), (Append: this, Cancellation: cancellation), preferLocal: false);
    }

    /// <summary>Says what the answer will be.</summary>
    public void Stored(StoredEvent[] events) => _stored = events;

    /// <summary>Says that it failed, unless it is stored.</summary>
    public void Failed(EventStoreException cause) => _failure = cause;

    /// <summary>Gives the answer to who waits, whose code goes on before this returns.</summary>
    public void Answer()
    {
        if (_stored is not null)
            TrySetResult(_stored);
        else
            TrySetException(_failure!);
    }

    private static EventStoreException TooLarge(string message) => new(EventStoreError.TooLarge, message);
}
