using Lighthouse.Bridge.Events.Archiving;

namespace Lighthouse.Bridge.Events.Segments;

/// <summary>Opens the bytes of a segment: the plain file where there is one, otherwise the compressed one.</summary>
internal static class SegmentBytes
{
    public static ISegmentBytes Open(SegmentFile segment, IRecordSeal seal)
    {
        // Compressing puts the compressed file there before it removes the plain one, so the second look cannot miss both.
        return TryOpen(segment.Path) is { } plain ? new PlainBytes(plain)
            : TryOpen(segment.CompressedPath) is { } compressed ? new CompressedBytes(compressed, segment.Number, seal)
            : new NoBytes();
    }

    private static Microsoft.Win32.SafeHandles.SafeFileHandle? TryOpen(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A segment that somebody removed or closed to us: nothing of it can be read.</summary>
    private sealed class NoBytes : ISegmentBytes
    {
        public long Length => 0;

        public IReadOnlyList<string> Damage => [];

        public int Read(Span<byte> buffer, long offset) => 0;

        public void Dispose()
        {
        }
    }
}
