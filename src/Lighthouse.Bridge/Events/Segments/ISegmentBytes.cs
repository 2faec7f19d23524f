namespace Lighthouse.Bridge.Events.Segments;

/// <summary>The bytes of a segment, however they lie on the disk. Offsets are those of the plain file.</summary>
internal interface ISegmentBytes : IDisposable
{
    /// <summary>Length of the plain bytes.</summary>
    long Length { get; }

    /// <summary>Places met so far where the file is not as it was written, whether or not records are lost by it.</summary>
    IReadOnlyList<string> Damage { get; }

    /// <summary>Reads at an offset: at least one byte unless it lies at or behind the end. Bytes that cannot be had are zero, or fewer.</summary>
    int Read(Span<byte> buffer, long offset);
}
