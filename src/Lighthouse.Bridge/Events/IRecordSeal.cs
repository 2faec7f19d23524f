namespace Lighthouse.Bridge.Events;

/// <summary>The keyed hash that seals a record and the anchor. Called from several threads at once.</summary>
public interface IRecordSeal
{
    /// <summary>Length of a seal in bytes.</summary>
    public const int Size = 32;

    /// <summary>Writes the seal of <paramref name="content"/> into the <see cref="Size"/> bytes of <paramref name="seal"/>.</summary>
    void Compute(ReadOnlySpan<byte> content, Span<byte> seal);

    /// <summary>Whether <paramref name="seal"/> is the seal of <paramref name="content"/>.</summary>
    bool Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> seal);
}
