using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.FileView.Tree;

/// <summary>An open file of a read-only area: the content as it was when it was opened.</summary>
internal sealed class ContentFile(ReadOnlyMemory<byte> content, FuseAttributes attributes, bool isDirect) : IViewFile
{
    public bool IsDirect => isDirect;

    public Errno Stat(out FuseAttributes found)
    {
        found = attributes;
        return Errno.None;
    }

    public Errno Read(long offset, Span<byte> into, out int read)
    {
        read = offset >= content.Length ? 0 : (int)Math.Min(into.Length, content.Length - offset);
        if (read > 0) content.Span.Slice((int)offset, read).CopyTo(into);
        return Errno.None;
    }

    public Errno Write(FuseCaller caller, long offset, ReadOnlySpan<byte> data, uint flags, out int written)
    {
        written = 0;
        return Errno.EROFS;
    }

    public Errno Flush(FuseCaller? caller, string? path) => Errno.None;

    public Errno Sync(bool dataOnly) => Errno.None;

    public void Dispose()
    {
    }
}
