using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.Events.Records;

/// <summary>The 32 bytes of a seal as a value. The default, 32 zero bytes, is what the first record names as its predecessor.</summary>
/// <param name="A">Bytes 0 to 7.</param>
/// <param name="B">Bytes 8 to 15.</param>
/// <param name="C">Bytes 16 to 23.</param>
/// <param name="D">Bytes 24 to 31.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct SealValue(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Reads the 32 bytes of a seal.</summary>
    public static SealValue Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<SealValue>(bytes);

    /// <summary>Writes the 32 bytes of the seal.</summary>
    public void Write(Span<byte> bytes) => MemoryMarshal.Write(bytes, in this);

    /// <summary>Compares without a branch on what is compared, so that the time tells nothing about where two seals differ.</summary>
    internal bool EqualsInFixedTime(in SealValue other) => ((A ^ other.A) | (B ^ other.B) | (C ^ other.C) | (D ^ other.D)) == 0;
}
