using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Events.Segments;

/// <summary>A segment as it was written.</summary>
internal sealed class PlainBytes(SafeFileHandle file) : ISegmentBytes
{
    public long Length => RandomAccess.GetLength(file);

    public IReadOnlyList<string> Damage => [];

    public int Read(Span<byte> buffer, long offset) => RandomAccess.Read(file, buffer, offset);

    public void Dispose() => file.Dispose();
}
