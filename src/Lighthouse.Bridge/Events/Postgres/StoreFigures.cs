namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>What the store did since it was opened.</summary>
internal sealed class StoreFigures
{
    private long _groups;
    private long _events;
    private long _contended;
    private long _conflicts;

    public long Groups => Volatile.Read(ref _groups);

    public long Events => Volatile.Read(ref _events);

    /// <summary>Groups for which the head row had to be locked because another instance had stored.</summary>
    public long ContendedGroups => Volatile.Read(ref _contended);

    /// <summary>Groups of which an append was refused because its claim was taken.</summary>
    public long Conflicts => Volatile.Read(ref _conflicts);

    public void Stored(int events)
    {
        Interlocked.Increment(ref _groups);
        Interlocked.Add(ref _events, events);
    }

    public void Contended() => Interlocked.Increment(ref _contended);

    public void Conflicted() => Interlocked.Increment(ref _conflicts);
}
