using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Project;
using Lighthouse.Bridge.FileView.Tree;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.FileView.History;

/// <summary>An open content of the past. It is read from disk: however many are open, they take no memory.</summary>
internal sealed class KeptFile(SafeFileHandle content, FuseAttributes attributes) : IViewFile
{
    public bool IsDirect => false;

    public Errno Stat(out FuseAttributes found)
    {
        found = attributes;
        return Errno.None;
    }

    public Errno Read(long offset, Span<byte> into, out int read) => ProjectFile.ReadAll(content, offset, into, out read);

    public Errno Write(FuseCaller caller, long offset, ReadOnlySpan<byte> data, uint flags, out int written)
    {
        written = 0;
        return Errno.EROFS;
    }

    public Errno Flush(FuseCaller? caller, string? path) => Errno.None;

    public Errno Sync(bool dataOnly) => Errno.None;

    public void Dispose() => content.Dispose();
}
