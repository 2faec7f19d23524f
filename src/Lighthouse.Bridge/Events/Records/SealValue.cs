using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.Events.Records;

/// <summary>The 32 bytes of a seal as a value. The default, 32 zero bytes, is what the first record names as its predecessor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SealValue(ulong A, ulong B, ulong C, ulong D)
{
    public static SealValue Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<SealValue>(bytes);

    public void Write(Span<byte> bytes) => MemoryMarshal.Write(bytes, in this);
}
