using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.Integrity.Checks;

/// <summary>What tells whether a file is still the one that it was.</summary>
internal readonly record struct FileIdentity(ulong Inode, long Size, long ModifiedNs, int Mode)
{
    private const int CurrentDirectory = -100;
    private const uint BasicStats = 0x7FF;
    private const int StatSize = 256;

    /// <summary>The identity of a file; null when it is not there.</summary>
    public static FileIdentity? Of(string path) => OperatingSystem.IsLinux() ? FromLinux(path) : FromFileInfo(path);

    /// <summary>What differs from an earlier one; null when nothing does.</summary>
    public string? DifferenceFrom(in FileIdentity before)
    {
        var differences = new List<string>(4);
        if (Inode != before.Inode) differences.Add("it is another file");
        if (Size != before.Size) differences.Add($"its size went from {before.Size:N0} to {Size:N0} bytes");
        if (ModifiedNs != before.ModifiedNs) differences.Add("it was written to");
        if (Mode != before.Mode) differences.Add($"its mode went from {Octal(before.Mode)} to {Octal(Mode)}");
        return differences.Count == 0 ? null : string.Join(", ", differences);
    }

    private static string Octal(int mode) => "0" + Convert.ToString(mode & 0xFFF, 8);

    private static FileIdentity? FromLinux(string path)
    {
        // The layout of statx is the same on every architecture, which that of stat is not.
        var stat = new byte[StatSize];
        if (statx(CurrentDirectory, path, 0, BasicStats, stat) != 0)
            return null;
        var (seconds, nanoseconds) = (BinaryPrimitives.ReadInt64LittleEndian(stat.AsSpan(112)), BinaryPrimitives.ReadUInt32LittleEndian(stat.AsSpan(120)));
        return new FileIdentity(
            BinaryPrimitives.ReadUInt64LittleEndian(stat.AsSpan(32)), BinaryPrimitives.ReadInt64LittleEndian(stat.AsSpan(40)),
            (seconds * 1_000_000_000) + nanoseconds, BinaryPrimitives.ReadUInt16LittleEndian(stat.AsSpan(28)));
    }

    private static FileIdentity? FromFileInfo(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new FileIdentity(0, file.Length, file.LastWriteTimeUtc.Ticks * 100, OperatingSystem.IsWindows() ? 0 : (int)file.UnixFileMode) : null;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int statx(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, [Out] byte[] stat);
}
