using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.Events.Sealing;

/// <summary>
/// The running state of a SHA-256 inside libcrypto (<c>SHA256_CTX</c>, 112 bytes; a little more is kept in case of a larger one).
/// A copy of it goes on from where the original stood, which is what saves the two blocks of the key for every record.
/// </summary>
[StructLayout(LayoutKind.Sequential), InlineArray(Size)]
internal struct Sha256State
{
    private const int Size = 16;
    private ulong _first;

    /// <summary>The eight words of the hash, with which it begins.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<uint> Words => MemoryMarshal.Cast<ulong, uint>((ReadOnlySpan<ulong>)this)[..WideSha256.StateWords];
}

/// <summary>SHA-256 of libcrypto 3.</summary>
internal static class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    // Hashed in a microsecond, which is how long a call may hold up the garbage collector.
    private const int ShortBytes = 1_536;

    public static void Begin(out Sha256State state)
    {
        state = default;
        if (SHA256_Init(ref state) != 1)
            throw new InvalidOperationException("libcrypto refuses SHA-256");
    }

    public static void Add(ref Sha256State state, ReadOnlySpan<byte> bytes)
    {
        ref var first = ref MemoryMarshal.GetReference(bytes);
        _ = bytes.Length <= ShortBytes ? UpdateShort(ref state, ref first, (nuint)bytes.Length) : SHA256_Update(ref state, ref first, (nuint)bytes.Length);
    }

    /// <summary>Ends with 32 bytes.</summary>
    public static void End(ref Sha256State state, Span<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hash.Length, IRecordSeal.Size);
        _ = SHA256_Final(ref MemoryMarshal.GetReference(hash), ref state);
    }

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SHA256_Init(ref Sha256State state);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SHA256_Update(ref Sha256State state, ref byte data, nuint length);

    [DllImport(Library, EntryPoint = "SHA256_Update"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories), SuppressGCTransition]
    private static extern int UpdateShort(ref Sha256State state, ref byte data, nuint length);

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories), SuppressGCTransition]
    private static extern int SHA256_Final(ref byte hash, ref Sha256State state);
}
