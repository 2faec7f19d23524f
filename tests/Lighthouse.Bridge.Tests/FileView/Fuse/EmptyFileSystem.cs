using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.Tests.FileView.Fuse;

/// <summary>A file system that holds nothing and reads endless zeros.</summary>
internal sealed class EmptyFileSystem : IFuseFileSystem
{
    public bool Throws { get; set; }

    public int Lookups { get; private set; }

    public Errno Lookup(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, out FuseEntry entry)
    {
        Lookups++;
        entry = default;
        return Throws ? throw new InvalidOperationException() : Errno.ENOENT;
    }

    public void Forget(ulong node, ulong count)
    {
        if (Throws) throw new InvalidOperationException();
    }

    public Errno GetAttributes(FuseCaller caller, ulong node, ulong? handle, out FuseAttributes attributes)
    {
        attributes = new() { ModifyNs = -5, ValidMilliseconds = 1_500 };
        return Errno.None;
    }

    public Errno SetAttributes(FuseCaller caller, ulong node, in FuseChange change, out FuseAttributes attributes)
    {
        attributes = default;
        return Errno.EROFS;
    }

    public Errno MakeDirectory(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, uint mode, out FuseEntry entry)
    {
        entry = default;
        return Errno.EROFS;
    }

    public Errno Create(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, uint flags, uint mode, out FuseEntry entry, out FuseOpened opened)
    {
        (entry, opened) = (new(2, default), new(3, true));
        return Errno.None;
    }

    public Errno Unlink(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name) => Errno.ENOENT;

    public Errno RemoveDirectory(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name) => Errno.ENOENT;

    public Errno Rename(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, ulong newParent, ReadOnlySpan<byte> newName, uint flags) => Errno.ENOENT;

    public Errno Open(FuseCaller caller, ulong node, uint flags, out FuseOpened opened)
    {
        opened = new(4, false);
        return Errno.None;
    }

    public Errno Read(FuseCaller caller, ulong handle, long offset, Span<byte> into, out int read)
    {
        into.Clear();
        read = into.Length;
        return Errno.None;
    }

    public Errno Write(FuseCaller caller, ulong handle, long offset, ReadOnlySpan<byte> data, uint flags, out int written)
    {
        written = data.Length;
        return Errno.None;
    }

    public Errno Flush(FuseCaller caller, ulong handle) => Errno.EBADF;

    public void Release(ulong handle)
    {
    }

    public Errno Sync(FuseCaller caller, ulong handle, bool dataOnly) => Errno.None;

    public Errno OpenDirectory(FuseCaller caller, ulong node, out FuseOpened opened)
    {
        opened = new(5, false);
        return Errno.None;
    }

    public Errno ReadDirectory(FuseCaller caller, ulong handle, ulong offset, ref FuseDirectoryPage page)
    {
        for (var i = 0u; page.TryAdd("a name"u8, i, 0x8000, i + 1); i++)
        {
        }

        return Errno.None;
    }

    public void ReleaseDirectory(ulong handle)
    {
    }

    public Errno SyncDirectory(FuseCaller caller, ulong handle) => Errno.None;

    public FuseStatistics Statistics() => default;
}
