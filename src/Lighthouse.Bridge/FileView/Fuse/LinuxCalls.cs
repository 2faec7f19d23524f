using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>The system calls of the file view. Names are bytes, so that any name goes through unchanged.</summary>
internal static class LinuxCalls
{
    public const int NoFollow = 0x100;
    public const int EmptyPath = 0x1000;
    public const int RemoveDirectoryFlag = 0x200;

    /// <summary>The error of the last call.</summary>
    public static Errno LastError => (Errno)Marshal.GetLastPInvokeError();

    [DllImport("libc", SetLastError = true)]
    public static extern SafeFileHandle open(byte[] path, int flags, int mode);

    [DllImport("libc", SetLastError = true)]
    public static extern nint read(SafeFileHandle file, ref byte into, nint count);

    [DllImport("libc", SetLastError = true)]
    public static extern nint write(SafeFileHandle file, ref byte from, nint count);

    [DllImport("libc", SetLastError = true)]
    public static extern nint pread(SafeFileHandle file, ref byte into, nint count, long offset);

    [DllImport("libc", SetLastError = true)]
    public static extern nint pwrite(SafeFileHandle file, ref byte from, nint count, long offset);

    [DllImport("libc", SetLastError = true)]
    public static extern int mount(byte[] source, byte[] target, byte[] type, nuint flags, byte[] options);

    [DllImport("libc", SetLastError = true)]
    public static extern int umount2(byte[] target, int flags);

    [DllImport("libc")]
    public static extern uint geteuid();

    [DllImport("libc")]
    public static extern uint getegid();

    /// <summary>openat2 by its number, which is the same on every processor; the C library has no function for it.</summary>
    [DllImport("libc", SetLastError = true)]
    public static extern nint syscall(nint number, SafeFileHandle directory, byte[] path, ref OpenHow how, nint size);

    [DllImport("libc", SetLastError = true)]
    public static extern int statx(SafeFileHandle directory, byte[] path, int flags, uint mask, out StatxBuffer buffer);

    [DllImport("libc", SetLastError = true)]
    public static extern int mkdirat(SafeFileHandle directory, byte[] name, uint mode);

    [DllImport("libc", SetLastError = true)]
    public static extern int unlinkat(SafeFileHandle directory, byte[] name, int flags);

    [DllImport("libc", SetLastError = true)]
    public static extern int renameat2(SafeFileHandle directory, byte[] name, SafeFileHandle newDirectory, byte[] newName, uint flags);

    [DllImport("libc", SetLastError = true)]
    public static extern int fchmodat(SafeFileHandle directory, byte[] name, uint mode, int flags);

    [DllImport("libc", SetLastError = true)]
    public static extern int fchmod(SafeFileHandle file, uint mode);

    [DllImport("libc", SetLastError = true)]
    public static extern int fchownat(SafeFileHandle directory, byte[] name, uint uid, uint gid, int flags);

    [DllImport("libc", SetLastError = true)]
    public static extern int utimensat(SafeFileHandle directory, byte[] name, in TimePair times, int flags);

    [DllImport("libc", SetLastError = true)]
    public static extern int futimens(SafeFileHandle file, in TimePair times);

    [DllImport("libc", SetLastError = true)]
    public static extern int ftruncate(SafeFileHandle file, long size);

    [DllImport("libc", SetLastError = true)]
    public static extern int fsync(SafeFileHandle file);

    [DllImport("libc", SetLastError = true)]
    public static extern int fdatasync(SafeFileHandle file);

    [DllImport("libc", SetLastError = true)]
    public static extern nint getdents64(SafeFileHandle directory, ref byte into, nint count);

    [DllImport("libc", SetLastError = true)]
    public static extern nint readlink(byte[] path, ref byte into, nint count);

    [DllImport("libc", SetLastError = true)]
    public static extern int fcntl(SafeFileHandle file, int command, nint argument);
}

/// <summary>struct open_how.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct OpenHow(ulong Flags, ulong Mode, ulong Resolve);

/// <summary>Two struct timespec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct TimePair(long AccessSeconds, long AccessNs, long ModifySeconds, long ModifyNs);

/// <summary>struct statx, which is the same on every processor.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal record struct StatxBuffer
{
    public const uint BasicMask = 0x7FF;

    public uint Mask;
    public uint BlockSize;
    public ulong AttributeBits;
    public uint Links;
    public uint Uid;
    public uint Gid;
    public ushort Mode;
    public ushort Padding;
    public ulong Inode;
    public ulong Size;
    public ulong Blocks;
    public ulong AttributesMask;
    public StatxTime Accessed;
    public StatxTime Born;
    public StatxTime Changed;
    public StatxTime Modified;
    public uint DeviceMajor;
    public uint DeviceMinor;
}

/// <summary>struct statx_timestamp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct StatxTime(long Seconds, uint Ns, int Padding)
{
    public readonly long UnixNs => Math.Clamp(Seconds, -9_000_000_000, 9_000_000_000) * 1_000_000_000 + Ns;
}
