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

    /// <summary>Names in the listings of open directories, all together.</summary>
    private const int MostNames = 1_000_000;

    private readonly ConcurrentDictionary<ulong, OpenEntry> _open = new();
    private int _names;
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
        Interlocked.Add(ref _names, -(entry.Listing?.Count ?? 0));
        return entry;
    }

    /// <summary>Gives a directory its listing; false when all of them together would be too long.</summary>
    public bool TrySetListing(OpenEntry entry, List<ViewName> listing)
    {
        var added = listing.Count - (entry.Listing?.Count ?? 0);
        if (Interlocked.Add(ref _names, added) > MostNames && added > 0)
        {
            Interlocked.Add(ref _names, -added);
            return false;
        }

        entry.Listing = listing;
        return true;
    }

    /// <summary>All that are open; for the end.</summary>
    public IReadOnlyList<OpenEntry> All() => [.. _open.Values];
}
