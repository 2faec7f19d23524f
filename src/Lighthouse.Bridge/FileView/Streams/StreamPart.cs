using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Tree;

namespace Lighthouse.Bridge.FileView.Streams;

/// <summary>A text that only grows, up to a size; then another part follows, as with log files. Whoever has it open sees it grow.</summary>
internal sealed class StreamPart(string identity, int number, int mostBytes) : IViewFile
{
    private readonly Lock _lock = new();
    private byte[] _bytes = new byte[4096];
    private int _length;
    private long _modifiedNs;

    public int Number => number;

    public bool IsDirect => true;

    /// <summary>Adds a line; false when it has no room any more.</summary>
    public bool TryAdd(ReadOnlySpan<byte> line, long atNs)
    {
        lock (_lock)
        {
            var length = _length + line.Length + 1;
            // A line that is longer than a whole part still gets one to itself.
            if (length > mostBytes && _length > 0) return false;
            if (length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(length, Math.Min(_bytes.Length * 2, mostBytes)));
            line.CopyTo(_bytes.AsSpan(_length));
            _bytes[length - 1] = (byte)'\n';
            (_length, _modifiedNs) = (length, atNs);
            return true;
        }
    }

    public Errno Stat(out FuseAttributes attributes)
    {
        lock (_lock) attributes = ViewAttributes.File($"{identity}#{number}", _length, _modifiedNs, ViewAttributes.Never);
        return Errno.None;
    }

    public Errno Read(long offset, Span<byte> into, out int read)
    {
        lock (_lock)
        {
            read = offset >= _length ? 0 : (int)Math.Min(into.Length, _length - offset);
            if (read > 0) _bytes.AsSpan((int)offset, read).CopyTo(into);
            return Errno.None;
        }
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
        // The stream goes on when a reader closes it.
    }
}
