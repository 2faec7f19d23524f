using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Project;

namespace Lighthouse.Bridge.FileView.Tree;

/// <summary>Open files and directories.</summary>
internal sealed partial class ViewFileSystem
{
    Errno IFuseFileSystem.Open(FuseCaller caller, ulong node, uint flags, out FuseOpened opened)
    {
        opened = default;
        using var names = ReadNames();
        if (_nodes.Find(node) is not { } of) return Errno.ESTALE;
        if (_nodes.PathOf(of) is not { } path) return Errno.ENOENT;
        var place = PlaceOf(path);
        if (place.Area is null) return Errno.EISDIR;
        if (OpenFlags.Writes(flags) && place.Area is not IWritableArea) return Errno.EROFS;
        if (!_open.TryReserve()) return Errno.ENFILE;
        var error = place.Area.Open(caller, place.Path, flags, out var file);
        if (error == Errno.None) opened = Hold(of, file);
        else _open.CancelReservation();
        return error;
    }

    public Errno Read(FuseCaller caller, ulong handle, long offset, Span<byte> into, out int read)
    {
        read = 0;
        return _open.Find(handle)?.File?.Read(offset, into, out read) ?? Errno.EBADF;
    }

    public Errno Write(FuseCaller caller, ulong handle, long offset, ReadOnlySpan<byte> data, uint flags, out int written)
    {
        written = 0;
        return _open.Find(handle)?.File?.Write(caller, offset, data, flags, out written) ?? Errno.EBADF;
    }

    public Errno Flush(FuseCaller caller, ulong handle) => Flush(caller, _open.Find(handle));

    public void Release(ulong handle)
    {
        if (_open.Remove(handle) is not { } entry) return;
        Flush(null, entry);
        using var names = ReadNames();
        lock (entry.Node.Files)
        {
            entry.Node.Files.Remove(entry.File!);
            if (entry.Node is { IsDetached: true, Files.Count: 0 } && entry.File is ProjectFile file) file.Forget();
        }

        entry.File?.Dispose();
    }

    public Errno Sync(FuseCaller caller, ulong handle, bool dataOnly) => _open.Find(handle)?.File?.Sync(dataOnly) ?? Errno.EBADF;

    public Errno OpenDirectory(FuseCaller caller, ulong node, out FuseOpened opened)
    {
        opened = default;
        using var names = ReadNames();
        if (_nodes.Find(node) is not { } of) return Errno.ESTALE;
        if (!of.IsDirectory) return Errno.ENOTDIR;
        if (!_open.TryReserve()) return Errno.ENFILE;
        opened = new(_open.Add(new(of, null)), false);
        return Errno.None;
    }

    public Errno ReadDirectory(FuseCaller caller, ulong handle, ulong offset, ref FuseDirectoryPage page)
    {
        if (_open.Find(handle) is not { } entry) return Errno.EBADF;
        // A listing stays as it was when it began, whatever changes meanwhile; beginning anew takes a new one.
        if (offset == 0 || entry.Listing is null)
        {
            var error = List(entry.Node, out var names);
            if (error != Errno.None) return error;
            if (!_open.TrySetListing(entry, names)) return Errno.ENFILE;
        }

        var listing = entry.Listing!;
        for (var i = offset; i < (ulong)listing.Count; i++)
            if (listing[(int)i] is var name && !page.TryAdd(RawName.Bytes(name.Name), name.Inode, name.Mode, i + 1)) break;
        return Errno.None;
    }

    public void ReleaseDirectory(ulong handle) => _open.Remove(handle);

    public Errno SyncDirectory(FuseCaller caller, ulong handle)
    {
        using var names = ReadNames();
        if (_open.Find(handle) is not { } entry) return Errno.EBADF;
        if (_nodes.PathOf(entry.Node) is not { } path) return Errno.None;
        var place = PlaceOf(path);
        return place.Area is IWritableArea area ? area.SyncDirectory(place.Path) : Errno.None;
    }

    private Errno Flush(FuseCaller? caller, OpenEntry? entry)
    {
        if (entry?.File is not { } file) return entry is null ? Errno.EBADF : Errno.None;
        using var names = ReadNames();
        // The path within its area: a file that can be written is always in the one that can.
        return file.Flush(caller, _nodes.PathOf(entry.Node) is { } path ? PlaceOf(path).Path : null);
    }

    private Errno List(ViewNode node, out List<ViewName> listing)
    {
        using var names = ReadNames();
        listing = [new(".", node.Inode, FileModes.Directory), new("..", node.Parent?.Inode ?? node.Inode, FileModes.Directory)];
        if (_nodes.PathOf(node) is not { } path) return Errno.None;
        if (path.Length > 0) return PlaceOf(path).Area?.List(PlaceOf(path).Path, listing) ?? Errno.ENOENT;
        foreach (var name in areas.Keys.Order(StringComparer.Ordinal)) listing.Add(new(name, ViewAttributes.InodeOf(name), FileModes.Directory));
        return Errno.None;
    }

    private FuseOpened Hold(ViewNode node, IViewFile file)
    {
        lock (node.Files) node.Files.Add(file);
        return new(_open.Add(new(node, file)), file.IsDirect);
    }
}
