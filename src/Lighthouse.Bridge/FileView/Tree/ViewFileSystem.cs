using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Project;

namespace Lighthouse.Bridge.FileView.Tree;

/// <summary>The whole view: the areas side by side under the root. Only one of them can be written.</summary>
internal sealed partial class ViewFileSystem(IReadOnlyDictionary<string, IViewArea> areas, IWritableArea writable, TimeProvider time)
    : IFuseFileSystem, IDisposable
{
    private readonly NodeTable _nodes = new();
    private readonly OpenFiles _open = new();

    // Many operations at a time, but none while a rename moves what their paths are made of.
    private readonly ReaderWriterLockSlim _names = new();
    private readonly long _startedNs = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    /// <summary>Nodes that the kernel knows.</summary>
    public int Nodes => _nodes.Count;

    /// <summary>Open files and directories.</summary>
    public int Open => _open.Count;

    public Errno Lookup(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, out FuseEntry entry)
    {
        entry = default;
        var raw = RawName.Of(name);
        using var names = ReadNames();
        if (Locate(parent, raw, out var node, out var place) is var wrong and not Errno.None) return wrong;
        var error = Stat(place, out var attributes);
        return error == Errno.None ? Enter(node, raw, attributes, out entry) : error;
    }

    public void Forget(ulong node, ulong count) => _nodes.Forget(node, count);

    public Errno GetAttributes(FuseCaller caller, ulong node, ulong? handle, out FuseAttributes attributes)
    {
        using var names = ReadNames();
        return StatNode(node, handle, out attributes);
    }

    public Errno SetAttributes(FuseCaller caller, ulong node, in FuseChange change, out FuseAttributes attributes)
    {
        attributes = default;
        using var names = ReadNames();
        if (_nodes.Find(node) is not { } of) return Errno.ESTALE;
        if (_nodes.PathOf(of) is { } path)
        {
            var place = PlaceOf(path);
            // Only the very file that was asked through: another one may be open for reading alone.
            var asked = change.Handle is null ? null : OpenFileOf(of, change.Handle);
            return place.Area is IWritableArea area ? area.SetAttributes(caller, place.Path, asked, change, out attributes) : Errno.EROFS;
        }

        return OpenFileOf(of, change.Handle) is { } open ? writable.SetAttributes(caller, null, open, change, out attributes) : Errno.ENOENT;
    }

    public FuseStatistics Statistics() => writable.Statistics();

    public void Dispose()
    {
        foreach (var entry in _open.All()) entry.File?.Dispose();
        _names.Dispose();
    }

    private Errno StatNode(ulong node, ulong? handle, out FuseAttributes attributes)
    {
        attributes = default;
        if (_nodes.Find(node) is not { } of) return Errno.ESTALE;
        if (_nodes.PathOf(of) is not { } path) return OpenFileOf(of, handle)?.Stat(out attributes) ?? Errno.ENOENT;
        var error = Stat(PlaceOf(path), out attributes);
        return error == Errno.None && attributes.IsDirectory != of.IsDirectory ? Errno.ESTALE : error;
    }

    private IViewFile? OpenFileOf(ViewNode node, ulong? handle)
    {
        if (handle is { } number && _open.Find(number) is { File: { } file } entry && ReferenceEquals(entry.Node, node)) return file;
        lock (node.Files) return node.Files.Count == 0 ? null : node.Files[^1];
    }

    private Errno Stat(Place place, out FuseAttributes attributes)
    {
        if (place.Area is { } area) return area.Stat(place.Path, out attributes);
        attributes = ViewAttributes.Directory("", _startedNs, ViewAttributes.OneSecond) with { Inode = NodeTable.RootId };
        return place.Path.Length == 0 ? Errno.None : Errno.ENOENT;
    }

    private Errno Enter(ViewNode parent, string name, in FuseAttributes attributes, out FuseEntry entry)
    {
        var node = _nodes.Take(parent, name, attributes.Inode, attributes.IsDirectory);
        entry = new(node.Id, attributes);
        return Errno.None;
    }

    /// <summary>Finds where a name in a directory belongs.</summary>
    private Errno Locate(ulong parent, string name, out ViewNode node, out Place place)
    {
        place = default;
        node = _nodes.Find(parent)!;
        if (node is null) return Errno.ESTALE;
        if (_nodes.PathOf(node) is not { } path) return Errno.ENOENT;
        place = PlaceOf(RawName.Join(path, name));
        return Errno.None;
    }

    /// <summary>Where a path of the view belongs; no area for the root and for what is not in it.</summary>
    private Place PlaceOf(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var (top, rest) = slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
        return areas.TryGetValue(top, out var area) ? new(area, rest) : new(null, path);
    }

    private NamesHeld ReadNames()
    {
        _names.EnterReadLock();
        return new(_names, false);
    }

    private NamesHeld WriteNames()
    {
        _names.EnterWriteLock();
        return new(_names, true);
    }

    /// <summary>A place in the view.</summary>
    private readonly record struct Place(IViewArea? Area, string Path);

    private readonly ref struct NamesHeld(ReaderWriterLockSlim names, bool isWriting)
    {
        public void Dispose()
        {
            if (isWriting) names.ExitWriteLock();
            else names.ExitReadLock();
        }
    }
}
