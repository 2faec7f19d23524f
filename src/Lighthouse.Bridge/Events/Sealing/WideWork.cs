using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.Events.Sealing;

/// <summary>
/// What a hash of 16 messages works on, at the beginning of a line of the processor's cache: elsewhere each vector lies in two lines, and where the
/// runtime puts a local depends on who calls.
/// </summary>
internal struct WideWork
{
    /// <summary>Bytes of a line, and of a vector.</summary>
    public const int Line = 64;

    public WideBlock Words;
    public WideState State;
    public WideState Hashes;

    /// <summary>Bytes in which it can be placed; whole lines.</summary>
    public static int Bytes => Unsafe.SizeOf<WideWork>() + Line;

    /// <summary>Places it in zeroed bytes on the stack, which stay where they are.</summary>
    public static ref WideWork In(Span<byte> room) =>
        ref Unsafe.As<byte, WideWork>(ref room[-BeyondLine(room) & (Line - 1)]);

    /// <summary>How far bytes on the stack begin behind the beginning of a line.</summary>
    public static int BeyondLine(Span<byte> room) =>
        (int)(Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref MemoryMarshal.GetReference(room)) & (Line - 1));
}
