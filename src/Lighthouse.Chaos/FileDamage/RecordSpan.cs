namespace Lighthouse.Chaos.FileDamage;

/// <summary>Where a record lies in a file.</summary>
/// <param name="Offset">Of its first byte.</param>
/// <param name="Length">In bytes, its length field included.</param>
public readonly record struct RecordSpan(long Offset, int Length)
{
    /// <summary>The offset just behind it.</summary>
    public long End => Offset + Length;
}
