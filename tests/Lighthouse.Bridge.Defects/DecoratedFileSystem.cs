using Lighthouse.Bridge.FileView;
using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.Defects;

/// <summary>The file view's file system as it is; a defect overrides what it spoils.</summary>
internal abstract class DecoratedFileSystem(IFuseFileSystem inner) : IFuseFileSystem
{
    public virtual Errno Lookup(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, out FuseEntry entry) => inner.Lookup(caller, parent, name, out entry);

    public virtual void Forget(ulong node, ulong count) => inner.Forget(node, count);

    public virtual Errno GetAttributes(FuseCaller caller, ulong node, ulong? handle, out FuseAttributes attributes) =>
        inner.GetAttributes(caller, node, handle, out attributes);

    public virtual Errno SetAttributes(FuseCaller caller, ulong node, in FuseChange change, out FuseAttributes attributes) =>
        inner.SetAttributes(caller, node, change, out attributes);

    public virtual Errno MakeDirectory(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, uint mode, out FuseEntry entry) =>
        inner.MakeDirectory(caller, parent, name, mode, out entry);

    public virtual Errno Create(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, uint flags, uint mode, out FuseEntry entry, out FuseOpened opened) =>
        inner.Create(caller, parent, name, flags, mode, out entry, out opened);

    public virtual Errno Unlink(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name) => inner.Unlink(caller, parent, name);

    public virtual Errno RemoveDirectory(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name) => inner.RemoveDirectory(caller, parent, name);

    public virtual Errno Rename(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name, ulong newParent, ReadOnlySpan<byte> newName, uint flags) =>
        inner.Rename(caller, parent, name, newParent, newName, flags);

    public virtual Errno Open(FuseCaller caller, ulong node, uint flags, out FuseOpened opened) => inner.Open(caller, node, flags, out opened);

    public virtual Errno Read(FuseCaller caller, ulong handle, long offset, Span<byte> into, out int read) => inner.Read(caller, handle, offset, into, out read);

    public virtual Errno Write(FuseCaller caller, ulong handle, long offset, ReadOnlySpan<byte> data, uint flags, out int written) =>
        inner.Write(caller, handle, offset, data, flags, out written);

    public virtual Errno Flush(FuseCaller caller, ulong handle) => inner.Flush(caller, handle);

    public virtual void Release(ulong handle) => inner.Release(handle);

    public virtual Errno Sync(FuseCaller caller, ulong handle, bool dataOnly) => inner.Sync(caller, handle, dataOnly);

    public virtual Errno OpenDirectory(FuseCaller caller, ulong node, out FuseOpened opened) => inner.OpenDirectory(caller, node, out opened);

    public virtual Errno ReadDirectory(FuseCaller caller, ulong handle, ulong offset, ref FuseDirectoryPage page) =>
        inner.ReadDirectory(caller, handle, offset, ref page);

    public virtual void ReleaseDirectory(ulong handle) => inner.ReleaseDirectory(handle);

    public virtual Errno SyncDirectory(FuseCaller caller, ulong handle) => inner.SyncDirectory(caller, handle);

    public virtual FuseStatistics Statistics() => inner.Statistics();
}

/// <summary>Puts a spoiled file system around the sound one.</summary>
internal sealed class SpoiledFileView(Func<IFuseFileSystem, IFuseFileSystem> spoil) : IFuseDecorator
{
    public IFuseFileSystem Around(IFuseFileSystem inner) => spoil(inner);
}
