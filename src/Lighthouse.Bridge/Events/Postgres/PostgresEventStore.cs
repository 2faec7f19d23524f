using Lighthouse.Bridge.Events.Appending;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>
/// The event store in a schema of a PostgreSQL database that several instances of the bridge may write at once. An append completes when
/// its transaction is committed. Rows hold the same sealed and chained records as the file store's segments.
/// </summary>
public sealed class PostgresEventStore : IEventStore, ISharedEventStore
{
    private readonly PostgresDatabase _database;
    private readonly WaitingAppends _queue;
    private readonly StoreTrouble _trouble;
    private readonly StoreTail _tail;
    private readonly StoredRows _rows;
    private readonly TailReader _reader;
    private readonly GroupWriter _writer;
    private readonly StoreFollower _follower;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Thread _writing;
    private readonly Task _following;
    private readonly Lock _refreshGate = new();
    private Task<long> _refreshing = Task.FromResult(0L);
    private Task<long>? _nextRefresh;
    private int _disposed;

    private PostgresEventStore(PostgresDatabase database, RecoveredRows recovered, IRecordSeal seal, TimeProvider time, ILogger logger)
    {
        _database = database;
        var options = database.Options;
        Recovery = recovered.Report;
        _queue = new WaitingAppends(seal, options.NodeId, recovered.Newest, options.QueuedBytes, time);
        _trouble = new StoreTrouble(logger);
        var recent = new RecentEvents(options.RecentEvents, options.RecentBytes);
        _tail = new StoreTail(recovered.Newest, options.NodeId, recent);
        _rows = new StoredRows(database, recent, seal, recovered.Report.Violations, logger);
        _reader = new TailReader(database, _tail, _rows, _trouble, seal);
        _writer = new GroupWriter(database, _tail, _reader, _trouble, seal, time);
        _follower = new StoreFollower(database, _tail, _reader, _trouble, time);
        _follower.ConnectAsync(CancellationToken.None).GetAwaiter().GetResult();
        _following = Task.Run(() => _follower.RunAsync(_stopping.Token));
        _writing = new Thread(WriteGroups) { IsBackground = true, Name = "event-store" };
        _writing.Start();
    }

    /// <inheritdoc/>
    public long LastSequence => _tail.Known.Sequence;

    /// <inheritdoc/>
    public RecoveryReport Recovery { get; }

    /// <inheritdoc/>
    public StoreHealth Health => new(_trouble.Problem is null, _trouble.Problem ?? _rows.Problem);

    internal StoreFigures Figures => _writer.Figures;

    internal long Connects => _follower.Connects;

    /// <summary>Opens the store, after recovering what it holds. Blocks for as long as that reads, and while the database cannot be reached.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="seal">Seals and verifies.</param>
    /// <param name="time">Time of the events.</param>
    /// <param name="logger">Hears of damage and failed writes.</param>
    /// <exception cref="EventStoreException">The database cannot be reached or used, the key is wrong, or the node's name is taken.</exception>
    public static PostgresEventStore Open(PostgresStoreOptions options, IRecordSeal seal, TimeProvider time, ILogger<PostgresEventStore>? logger = null) =>
        new PostgresOpening(options, seal, logger ?? NullLogger<PostgresEventStore>.Instance).Open(
            (database, recovered, log) => new PostgresEventStore(database, recovered, seal, time, log));

    /// <inheritdoc/>
    /// <exception cref="EventStoreException">An event is not acceptable, its claim is taken, or it could not be stored.</exception>
    public async Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (events.Count == 0) return [];
        var append = PendingAppend.Of(events, _database.Options.NodeId);
        if (_trouble.Refusal is { } refusal) throw new EventStoreException(EventStoreError.NotWritable, refusal);
        _queue.Add(append);
        using var registration = cancellation.UnsafeRegister(static (state, token) => ((PendingAppend)state!).TryCancel(token), append);
        return await append.Task;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, CancellationToken cancellation) =>
        _rows.ReadAsync(Math.Max(0, afterSequence), LastSequence, cancellation);

    /// <inheritdoc/>
    public Task WaitForNewerAsync(long sequence, CancellationToken cancellation) => _tail.WaitForNewerAsync(sequence, cancellation);

    /// <inheritdoc/>
    public bool IsNews(StoredEvent stored) => _tail.IsNews(stored);

    /// <inheritdoc/>
    public Task<long> RefreshAsync(CancellationToken cancellation)
    {
        lock (_refreshGate)
        {
            // Whoever comes while one is under way needs the next one: theirs may be stored behind what that one sees. All of them share it.
            if (_nextRefresh is null)
            {
                var running = _refreshing;
                _nextRefresh = RefreshAfterAsync(running);
            }

            return _nextRefresh.WaitAsync(cancellation);
        }
    }

    /// <summary>Stores what was already handed over, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        _queue.Close();
        await Task.Run(_writing.Join);
        await _stopping.CancelAsync();
        await _following;
        _writer.Dispose();
        await _database.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task<long> RefreshAfterAsync(Task<long> running)
    {
        await Task.WhenAny(running).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        lock (_refreshGate)
        {
            _refreshing = _nextRefresh!;
            _nextRefresh = null;
        }

        try
        {
            await using var connection = await _database.OpenAsync(_stopping.Token);
            await _reader.CatchUpAsync(connection, _stopping.Token);
            return LastSequence;
        }
        catch (Exception problem) when (problem is NpgsqlException || PostgresDatabase.IsLoss(problem))
        {
            throw new EventStoreException(
                EventStoreError.NotWritable, $"LHB6314: the database cannot be asked ({PostgresDatabase.Describe(problem)}). Try again when it answers.", problem);
        }
    }

    private void WriteGroups()
    {
        while (_queue.TakeGroup() is { } group)
        {
            _writer.Commit(group);
            _queue.Follow(_tail.Known);
        }
    }
}
