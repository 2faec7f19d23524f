using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.FileView.Tree;

/// <summary>Making, removing and renaming.</summary>
internal sealed partial class ViewFileSystem
{
    private const uint ExchangeFlag = 2;

    public Errno MakeDirectory(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, uint mode, out FuseEntry entry)
    {
        entry = default;
        var raw = RawName.Of(name);
        using var names = ReadNames();
        if (LocateWritable(parent, raw, out var node, out var area, out var path) is var wrong and not Errno.None) return wrong;
        var error = area.MakeDirectory(caller, path, mode, out var attributes);
        return error == Errno.None ? Enter(node, raw, attributes, out entry) : error;
    }

    public Errno Create(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, uint flags, uint mode, out FuseEntry entry, out FuseOpened opened)
    {
        (entry, opened) = (default, default);
        var raw = RawName.Of(name);
        using var names = ReadNames();
        if (LocateWritable(parent, raw, out var node, out var area, out var path) is var wrong and not Errno.None) return wrong;
        if (!_open.TryReserve()) return Errno.ENFILE;
        var error = area.Create(caller, path, flags, mode, out var file, out var attributes);
        if (error != Errno.None)
        {
            _open.CancelReservation();
            return error;
        }

        Enter(node, raw, attributes, out entry);
        opened = Hold(_nodes.Find(entry.Node)!, file);
        return error;
    }

    public Errno Unlink(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name)
    {
        var raw = RawName.Of(name);
        using var names = ReadNames();
        if (LocateWritable(parent, raw, out var node, out var area, out var path) is var wrong and not Errno.None) return wrong;
        var error = area.Unlink(caller, path, IsOpen(node, raw));
        if (error == Errno.None) _nodes.Unname(node, raw);
        return error;
    }

    public Errno RemoveDirectory(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name)
    {
        var raw = RawName.Of(name);
        using var names = ReadNames();
        if (LocateWritable(parent, raw, out var node, out var area, out var path) is var wrong and not Errno.None) return wrong;
        var error = area.RemoveDirectory(caller, path);
        if (error == Errno.None) _nodes.Unname(node, raw);
        return error;
    }

    public Errno Rename(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, ulong newParent, ReadOnlySpan<byte> newName, uint flags)
    {
        var (raw, newRaw) = (RawName.Of(name), RawName.Of(newName));
        using var names = WriteNames();
        if (LocateWritable(parent, raw, out var node, out var area, out var path) is var wrong and not Errno.None) return wrong;
        if (Locate(newParent, newRaw, out var newNode, out var target) is var missing and not Errno.None) return missing;
        if (!ReferenceEquals(target.Area, area) || target.Path.Length == 0) return target.Area is IWritableArea ? Errno.EBUSY : Errno.EXDEV;
        var error = area.Rename(caller, path, target.Path, flags, IsOpen(newNode, newRaw));
        if (error == Errno.None) _nodes.Move(node, raw, newNode, newRaw, (flags & ExchangeFlag) != 0);
        return error;
    }

    private bool IsOpen(ViewNode parent, string name)
    {
        if (_nodes.Named(parent, name) is not { } node) return false;
        lock (node.Files) return node.Files.Count > 0;
    }

    private Errno LocateWritable(ulong parent, string name, out ViewNode node, out IWritableArea area, out string path)
    {
        (area, path) = (writable, "");
        if (Locate(parent, name, out node, out var place) is var wrong and not Errno.None) return wrong;
        path = place.Path;
        return ReferenceEquals(place.Area, writable) && path.Length > 0 ? Errno.None : Errno.EROFS;
    }
}
