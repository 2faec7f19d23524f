using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Tests.FileView;

/// <summary>System calls with their errors as they are.</summary>
internal static class PosixCalls
{
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int Truncate = 0x200;
    public const int Append = 0x400;
    private const int Here = -100;

    public static (int Error, SafeFileHandle? File) Open(string path, int flags, uint mode = 0)
    {
        var file = open(Bytes(path), flags | 0x80000, mode);
        return file.IsInvalid ? (Marshal.GetLastPInvokeError(), null) : (0, file);
    }

    public static int Make(string path, uint mode) => Result(mkdir(Bytes(path), mode));

    public static int RemoveDirectory(string path) => Result(rmdir(Bytes(path)));

    public static int Unlink(string path) => Result(unlink(Bytes(path)));

    public static int Rename(string path, string newPath, uint flags = 0) => Result(renameat2(Here, Bytes(path), Here, Bytes(newPath), flags));

    public static int ChangeMode(string path, uint mode) => Result(chmod(Bytes(path), mode));

    public static int Resize(string path, long size) => Result(truncate(Bytes(path), size));

    public static int Resize(SafeFileHandle file, long size) => Result(ftruncate(file, size));

    public static int SymbolicLink(string target, string path) => Result(symlink(Bytes(target), Bytes(path)));

    public static int Link(string path, string newPath) => Result(link(Bytes(path), Bytes(newPath)));

    public static int SetAttribute(string path) => Result(setxattr(Bytes(path), Bytes("user.x"), [1], 1, 0));

    public static int Sync(SafeFileHandle file) => Result(fsync(file));

    public static (int Error, long Written) Write(SafeFileHandle file, byte[] data, long? offset)
    {
        var written = offset is { } at ? pwrite(file, data, data.Length, at) : write(file, data, data.Length);
        return written < 0 ? (Marshal.GetLastPInvokeError(), -1) : (0, written);
    }

    public static (int Error, byte[] Data) Read(SafeFileHandle file, int count, long offset)
    {
        var data = new byte[count];
        var read = pread(file, data, count, offset);
        return read < 0 ? (Marshal.GetLastPInvokeError(), []) : (0, data[..(int)read]);
    }

    /// <summary>Type and permissions, links, and the size where it means something.</summary>
    public static (int Error, uint Mode, uint Links, long Size) Stat(string path)
    {
        var buffer = new byte[256];
        if (statx(Here, Bytes(path), 0x100, 0x7FF, buffer) != 0) return (Marshal.GetLastPInvokeError(), 0, 0, 0);
        var mode = (uint)BitConverter.ToUInt16(buffer, 28);
        return (0, mode, BitConverter.ToUInt32(buffer, 16), (mode & 0xF000) == 0x8000 ? BitConverter.ToInt64(buffer, 40) : 0);
    }

    /// <summary>Names are given as Latin-1, so that any byte can be.</summary>
    private static byte[] Bytes(string path) => [.. Encoding.Latin1.GetBytes(path), 0];

    private static int Result(int result) => result == 0 ? 0 : Marshal.GetLastPInvokeError();

    [DllImport("libc", SetLastError = true)]
    private static extern SafeFileHandle open(byte[] path, int flags, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int mkdir(byte[] path, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int rmdir(byte[] path);

    [DllImport("libc", SetLastError = true)]
    private static extern int unlink(byte[] path);

    [DllImport("libc", SetLastError = true)]
    private static extern int renameat2(int directory, byte[] path, int newDirectory, byte[] newPath, uint flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int chmod(byte[] path, uint mode);

    [DllImport("libc", SetLastError = true)]
    private static extern int truncate(byte[] path, long size);

    [DllImport("libc", SetLastError = true)]
    private static extern int ftruncate(SafeFileHandle file, long size);

    [DllImport("libc", SetLastError = true)]
    private static extern int symlink(byte[] target, byte[] path);

    [DllImport("libc", SetLastError = true)]
    private static extern int link(byte[] path, byte[] newPath);

    [DllImport("libc", SetLastError = true)]
    private static extern int setxattr(byte[] path, byte[] name, byte[] value, nint size, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(SafeFileHandle file);

    [DllImport("libc", SetLastError = true)]
    private static extern nint write(SafeFileHandle file, byte[] data, nint count);

    [DllImport("libc", SetLastError = true)]
    private static extern nint pwrite(SafeFileHandle file, byte[] data, nint count, long offset);

    [DllImport("libc", SetLastError = true)]
    private static extern nint pread(SafeFileHandle file, byte[] data, nint count, long offset);

    [DllImport("libc", SetLastError = true)]
    private static extern int statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);
}
