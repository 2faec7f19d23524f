using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.Events.Sealing;

/// <summary>
/// The running state of a SHA-256 inside libcrypto (<c>SHA256_CTX</c>, 112 bytes; a little more is kept in case of a larger one).
/// A copy of it goes on from where the original stood, which is what saves the two blocks of the key for every record.
/// </summary>
[StructLayout(LayoutKind.Sequential), InlineArray(Words)]
internal struct Sha256State
{
    private const int Words = 24;
    private ulong _first;
}

/// <summary>SHA-256 of libcrypto 3.</summary>
internal static class LibCrypto
{
    private const string Library = "libcrypto.so.3";

    public static void Begin(out Sha256State state)
    {
        state = default;
        if (SHA256_Init(ref state) != 1)
            throw new InvalidOperationException("libcrypto refuses SHA-256");
    }

    public static void Add(ref Sha256State state, ReadOnlySpan<byte> bytes) =>
        _ = SHA256_Update(ref state, ref MemoryMarshal.GetReference(bytes), (nuint)bytes.Length);

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

    [DllImport(Library), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SHA256_Final(ref byte hash, ref Sha256State state);
}
