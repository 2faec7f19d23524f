using System.Collections.Concurrent;

namespace Lighthouse.Bridge.FileView.Tree;

/// <summary>An open file or directory.</summary>
internal sealed class OpenEntry(ViewNode node, IViewFile? file)
{
    public ViewNode Node => node;

    public IViewFile? File => file;

    /// <summary>What a directory held when its listing began.</summary>
    public List<ViewName>? Listing { get; set; }
}

/// <summary>Open files and directories by their handles, bounded in number.</summary>
internal sealed class OpenFiles
{
    /// <summary>Most at a time; each file of the project is a descriptor of this process.</summary>
    public const int Most = 8_192;

    private readonly ConcurrentDictionary<ulong, OpenEntry> _open = new();
    private ulong _lastHandle;
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes a place; false when there is none.</summary>
    public bool TryReserve()
    {
        if (Interlocked.Increment(ref _count) <= Most) return true;
        Interlocked.Decrement(ref _count);
        return false;
    }

    public void CancelReservation() => Interlocked.Decrement(ref _count);

    /// <summary>Puts an entry into a reserved place; its handle.</summary>
    public ulong Add(OpenEntry entry)
    {
        var handle = Interlocked.Increment(ref _lastHandle);
        _open[handle] = entry;
        return handle;
    }

    public OpenEntry? Find(ulong handle) => _open.GetValueOrDefault(handle);

    public OpenEntry? Remove(ulong handle)
    {
        if (!_open.TryRemove(handle, out var entry)) return null;
        Interlocked.Decrement(ref _count);
        return entry;
    }

    /// <summary>All that are open; for the end.</summary>
    public IReadOnlyList<OpenEntry> All() => [.. _open.Values];
}
