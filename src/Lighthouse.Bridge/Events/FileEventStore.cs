using System.Runtime.InteropServices;
using Lighthouse.Bridge.Events.Anchoring;
using Lighthouse.Bridge.Events.Appending;
using Lighthouse.Bridge.Events.Archiving;
using Lighthouse.Bridge.Events.Recovering;
using Lighthouse.Bridge.Events.Searching;
using Lighthouse.Bridge.Events.Segments;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lighthouse.Bridge.Events;

/// <summary>
/// The event store in files of one folder: numbered segments of sealed and chained records, and an anchor that states how many
/// there must be. An append completes when its records and the anchor are on stable storage.
/// </summary>
public sealed class FileEventStore : IEventStore, IStoreFigures
{
    // One leads, one follows.
    private const int Writers = 2;
    private readonly EventStoreOptions _options;
    private readonly StoreLock _lock;
    private readonly AppendQueue _queue;
    private readonly GroupCommit _commit;
    private readonly EventIndex _index;
    private readonly RecentEvents _recent;
    private readonly SequenceWaiters _waiters;
    private readonly StoredEvents _stored;
    private readonly WriterLead _lead = new();
    private readonly ILogger _logger;
    private readonly Diagnostics.Histogram _groupSizes = new([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024]);
    private long _lastSequence;
    private int _disposed;
    private volatile string? _writeProblem;
    private readonly EventZones _zones;

    private FileEventStore(EventStoreOptions options, StoreLock storeLock, RecoveredStore recovered, (AppendQueue Queue, GroupCommit Commit) writing, StoredEvents stored, SegmentArchive archive, ILogger logger)
    {
        _options = options;
        _lock = storeLock;
        _logger = logger;
        (_queue, _commit) = writing;
        _index = stored.Index;
        _recent = stored.Recent;
        _stored = stored;
        _zones = recovered.Zones;
        _waiters = new SequenceWaiters(recovered.Highest);
        _lastSequence = recovered.Highest;
        Recovery = recovered.Report;
        Archive = archive;
        for (var i = 0; i < Writers; i++)
            new Thread(WriteGroups) { IsBackground = true, Name = "event-store" }.Start();
    }

    /// <inheritdoc/>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <inheritdoc/>
    public RecoveryReport Recovery { get; }

    /// <inheritdoc/>
    public long FirstSequence => Archive.Floor.FirstSequence;

    /// <summary>What becomes of closed segments.</summary>
    internal SegmentArchive Archive { get; }

    /// <summary>Where the events lie, and what is known of them.</summary>
    internal (EventIndex Index, EventZones Zones) Inside => (_index, _zones);

    /// <inheritdoc/>
    public StoreHealth Health => new(_writeProblem is null, _writeProblem ?? _stored.Problem);

    Diagnostics.Histogram IStoreFigures.GroupSizes => _groupSizes;

    long IStoreFigures.QueuedBytes => _queue.Bytes;

    long IStoreFigures.QueueLimitBytes => _options.QueuedBytes;

    /// <summary>Opens the store, after recovering what it holds. Blocks for as long as that reads.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="seal">Seals and verifies.</param>
    /// <param name="time">Time of the events.</param>
    /// <param name="storage">Stable storage; the system's own when null.</param>
    /// <param name="logger">Hears of damage and failed writes.</param>
    /// <exception cref="EventStoreException">Another process has it open, or the key is wrong.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public static FileEventStore Open(
        EventStoreOptions options, IRecordSeal seal, TimeProvider time, IStableStorage? storage = null, ILogger<FileEventStore>? logger = null)
    {
        var opening = new StoreOpening(options, seal, storage ?? new StableStorage(), logger ?? NullLogger<FileEventStore>.Instance);
        opening.CreateDirectory();
        var storeLock = StoreLock.Take(options.Directory);
        try
        {
            var recovered = opening.Recover();
            var stored = new StoredEvents(new EventIndex(recovered.Runs), new RecentEvents(options.RecentEvents, options.RecentBytes), seal, opening.Logger);
            return new FileEventStore(options, storeLock, recovered, opening.Writing(recovered, time), stored, opening.Archive(recovered, stored.Index), opening.Logger);
        }
        catch
        {
            storeLock.Dispose();
            throw;
        }
    }

    /// <summary>Opens the store on another thread; see <see cref="Open"/>.</summary>
    public static Task<FileEventStore> OpenAsync(
        EventStoreOptions options, IRecordSeal seal, TimeProvider time, IStableStorage? storage = null, ILogger<FileEventStore>? logger = null) =>
        Task.Run(() => Open(options, seal, time, storage, logger));

    /// <inheritdoc/>
    /// <exception cref="EventStoreException">An event is not acceptable, or could not be stored.</exception>
    public Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled<IReadOnlyList<StoredEvent>>(cancellation);
        if (events.Count == 0)
            return Task.FromResult<IReadOnlyList<StoredEvent>>([]);
        try
        {
            var append = PendingAppend.Of(events, _options.NodeId);
            _queue.Add(append);
            _lead.Call();
            return cancellation.CanBeCanceled ? OrCancelledAsync(append, cancellation) : append.Task;
        }
        catch (Exception e)
        {
            return Task.FromException<IReadOnlyList<StoredEvent>>(e);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, CancellationToken cancellation) =>
        _stored.ReadAsync(Math.Max(0, afterSequence), LastSequence, cancellation);

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAsync(EventSelection selection, CancellationToken cancellation) =>
        _stored.ReadAsync(_zones, LastSequence, selection, cancellation);

    /// <inheritdoc/>
    public byte[]? SealOf(long sequence) => _stored.SealOf(sequence, Archive.Floor);

    /// <inheritdoc/>
    public Task WaitForNewerAsync(long sequence, CancellationToken cancellation) => _waiters.WaitAsync(sequence, cancellation);

    /// <summary>Stores what was already handed over, then closes the files and gives up the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        // Registered under two types, it is disposed for each.
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        _queue.Close();
        _lead.HandOver();
        await _lead.Ended;
        try
        {
            _commit.Close();
        }
        catch (EventStoreException e)
        {
            _logger.LogError(e, "{Problem}", e.Message);
        }
        _commit.Dispose();
        _lock.Dispose();
    }

    private static async Task<IReadOnlyList<StoredEvent>> OrCancelledAsync(PendingAppend append, CancellationToken cancellation)
    {
        using var registration = cancellation.UnsafeRegister(static (state, token) => ((PendingAppend)state!).TryCancel(token), append);
        return await append.Task;
    }

    private void WriteGroups()
    {
        _lead.Take();
        while (!_lead.Ended.IsCompleted && _queue.TakeGroup(_commit.AnchorDueIn) is { } group)
        {
            if (Write(group) is { } lone)
                _lead.LeaveWhile(lone, _queue);
        }
        _lead.End();
    }

    /// <summary>Stores a group, if it is one, and answers it.</summary>
    /// <returns>The append that is still to be answered, by this thread; null for none.</returns>
    private LoneAppend? Write(RecordGroup group)
    {
        LoneAppend? lone = null;
        try
        {
            if (group.Appends.Count > 0)
                lone = Store(group);
            if (_commit.AnchorDueIn == TimeSpan.Zero)
                _commit.FlushAnchor();
        }
        catch (EventStoreException e)
        {
            Refuse(group, e);
        }
        catch (Exception e)
        {
            // Whatever it is, those who wait for an answer must get one, and the next group its chance.
            Refuse(group, new EventStoreException(EventStoreError.NotWritable, $"LHB6113: the events could not be stored ({e.Message}). Look at the log.", e));
        }
        return lone;
    }

    private LoneAppend? Store(RecordGroup group)
    {
        LoneAppend? lone;
        try
        {
            lone = Publish(_commit.Commit(group), group.Appends);
        }
        finally
        {
            // Those that came meanwhile were sealed for the place behind this group, stored or not.
            _queue.Follow(_commit.End);
        }
        _writeProblem = null;
        group.Clear();
        return lone;
    }

    private LoneAppend? Publish(in CommittedGroup committed, List<PendingAppend> group)
    {
        _groupSizes.Measure(committed.Records.Count);
        _index.Add(committed.Segment, committed.Offset, CollectionsMarshal.AsSpan(committed.Records));
        _recent.Add(committed.Events, committed.Records);
        _zones.NoteSoon(committed.Events);
        Volatile.Write(ref _lastSequence, _commit.End.Sequence);
        for (var i = 0; i < group.Count; i++)
            group[i].Stored(committed.Events[i]);
        LoneAppend? lone = group.Count == 1 && _queue.IsEmpty && _lead.HasFollower ? new(group[0], _waiters.Reach(_commit.End.Sequence)) : null;
        if (lone is null)
        {
            Answers.Give(group);
            _waiters.Advance(_commit.End.Sequence);
        }
        PayloadBuffers.TakeBack(group);
        return lone;
    }

    private void Refuse(RecordGroup group, EventStoreException cause)
    {
        if (_writeProblem is null)
            _logger.LogError(cause, "{Problem}", cause.Message);
        _writeProblem = cause.Message;
        foreach (var append in group.Appends)
            append.Failed(cause);
        Answers.Give(group.Appends);
    }
}
