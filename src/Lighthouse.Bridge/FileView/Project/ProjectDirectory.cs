using System.Buffers.Binary;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Tree;
using Lighthouse.Bridge.State;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.FileView.Project;

/// <summary>The project's files on disk. Every path begins at the open root, stays beneath it and follows no link.</summary>
internal sealed class ProjectDirectory : IDisposable
{
    private const nint OpenAt2 = 437;
    private const ulong BeneathWithoutLinks = 0x02 | 0x04 | 0x08;
    private const int MostAttempts = 32;
    private readonly SafeFileHandle _root;

    private ProjectDirectory(SafeFileHandle root) => _root = root;

    /// <summary>Opens the root; creates it when it is missing.</summary>
    /// <exception cref="FuseUnavailableException">It cannot be opened, or the kernel cannot confine paths.</exception>
    public static ProjectDirectory OpenRoot(string path)
    {
        try
        {
            DataDirectory.Create(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FuseUnavailableException($"LHB6720: the project directory '{path}' cannot be created: {problem.Message}");
        }

        var root = LinuxCalls.open(
            RawName.Terminated(RawName.OfText(path)), (int)(OpenFlags.ReadOnly | OpenFlags.DirectoryOnly | OpenFlags.CloseOnExec), 0);
        if (root.IsInvalid) throw new FuseUnavailableException($"LHB6721: the project directory '{path}' cannot be opened: {LinuxCalls.LastError}.");
        var project = new ProjectDirectory(root);
        if (project.Open("", OpenFlags.ReadOnly | OpenFlags.DirectoryOnly, 0, out var probe) is var error and not Errno.None)
            throw new FuseUnavailableException($"LHB6722: the kernel cannot confine paths (openat2 gives {error}); Linux 5.6 or newer is needed.");
        probe.Dispose();
        return project;
    }

    public Errno Stat(string path, out StatxBuffer found)
    {
        if (path.Length == 0) return Stat(_root, out found);
        found = default;
        if (OpenParent(path, out var parent) is var error and not Errno.None) return error;
        using (parent)
            return Result(LinuxCalls.statx(parent.Directory, parent.Name, LinuxCalls.NoFollow, StatxBuffer.BasicMask, out found));
    }

    public static Errno Stat(SafeFileHandle file, out StatxBuffer found) =>
        Result(LinuxCalls.statx(file, [0], LinuxCalls.EmptyPath, StatxBuffer.BasicMask, out found));

    public Errno Open(string path, uint flags, uint mode, out SafeFileHandle file)
    {
        var how = new OpenHow(flags | OpenFlags.NoFollow | OpenFlags.CloseOnExec, (flags & OpenFlags.Create) != 0 ? mode : 0, BeneathWithoutLinks);
        var bytes = RawName.Terminated(path.Length == 0 ? "." : path);
        for (var attempt = 1; ; attempt++)
        {
            var opened = LinuxCalls.syscall(OpenAt2, _root, bytes, ref how, 24);
            file = new(opened, ownsHandle: true);
            if (opened >= 0) return Errno.None;
            // EAGAIN: something was renamed meanwhile and the kernel could not make sure.
            if (LinuxCalls.LastError is var error && (error is not (Errno.EAGAIN or Errno.EINTR) || attempt == MostAttempts)) return error;
        }
    }

    public Errno MakeDirectory(string path, uint mode) => InParent(path, parent => LinuxCalls.mkdirat(parent.Directory, parent.Name, mode));

    public Errno Unlink(string path) => InParent(path, parent => LinuxCalls.unlinkat(parent.Directory, parent.Name, 0));

    public Errno RemoveDirectory(string path) =>
        InParent(path, parent => LinuxCalls.unlinkat(parent.Directory, parent.Name, LinuxCalls.RemoveDirectoryFlag));

    public Errno Rename(string path, string newPath, uint flags) => InParent(
        path, from => (int)InParent(newPath, to => LinuxCalls.renameat2(from.Directory, from.Name, to.Directory, to.Name, flags)) switch
        {
            0 => 0,
            var error => Fail((Errno)error),
        });

    public Errno ChangeMode(string path, uint mode) => path.Length == 0
        ? Result(LinuxCalls.fchmod(_root, mode))
        : InParent(path, parent => LinuxCalls.fchmodat(parent.Directory, parent.Name, mode, LinuxCalls.NoFollow));

    public Errno ChangeOwner(string path, uint uid, uint gid) => path.Length == 0
        ? Result(LinuxCalls.fchownat(_root, [0], uid, gid, LinuxCalls.EmptyPath))
        : InParent(path, parent => LinuxCalls.fchownat(parent.Directory, parent.Name, uid, gid, LinuxCalls.NoFollow));

    public Errno ChangeTimes(string path, TimePair times) => path.Length == 0
        ? Result(LinuxCalls.futimens(_root, times))
        : InParent(path, parent => LinuxCalls.utimensat(parent.Directory, parent.Name, times, LinuxCalls.NoFollow));

    public Errno List(string path, List<ViewName> names)
    {
        if (Open(path, OpenFlags.ReadOnly | OpenFlags.DirectoryOnly, 0, out var directory) is var error and not Errno.None) return error;
        using (directory)
        {
            var buffer = new byte[32 * 1024];
            while (LinuxCalls.getdents64(directory, ref buffer[0], buffer.Length) is var length)
            {
                if (length < 0) return LinuxCalls.LastError;
                if (length == 0) break;
                Decode(buffer.AsSpan(0, (int)length), names);
            }
        }

        return Errno.None;
    }

    public Errno SyncDirectory(string path)
    {
        if (Open(path, OpenFlags.ReadOnly | OpenFlags.DirectoryOnly, 0, out var directory) is var error and not Errno.None) return error;
        using (directory) return Result(LinuxCalls.fsync(directory));
    }

    public void Dispose() => _root.Dispose();

    /// <summary>The error of a call that gives 0 on success.</summary>
    public static Errno Result(int result) => result == 0 ? Errno.None : LinuxCalls.LastError;

    private static void Decode(ReadOnlySpan<byte> entries, List<ViewName> names)
    {
        while (entries.Length > 19)
        {
            var size = BinaryPrimitives.ReadUInt16LittleEndian(entries[16..]);
            var name = entries[19..size];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                names.Add(new(RawName.Of(name), BinaryPrimitives.ReadUInt64LittleEndian(entries), (uint)entries[18] << 12));
            entries = entries[size..];
        }
    }

    private static int Fail(Errno error)
    {
        System.Runtime.InteropServices.Marshal.SetLastPInvokeError((int)error);
        return -1;
    }

    private Errno InParent(string path, Func<Parent, int> call)
    {
        if (OpenParent(path, out var parent) is var error and not Errno.None) return error;
        using (parent) return Result(call(parent));
    }

    private Errno OpenParent(string path, out Parent parent)
    {
        var (directory, name) = RawName.Split(path);
        if (directory.Length == 0)
        {
            parent = new(_root, false, RawName.Terminated(name));
            return Errno.None;
        }

        var error = Open(directory, OpenFlags.PathOnly | OpenFlags.DirectoryOnly, 0, out var opened);
        parent = new(opened, true, RawName.Terminated(name));
        return error;
    }

    private readonly record struct Parent(SafeFileHandle Directory, bool IsOwned, byte[] Name) : IDisposable
    {
        public void Dispose()
        {
            if (IsOwned) Directory.Dispose();
        }
    }
}
