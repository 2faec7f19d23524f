using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Tree;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.FileView.Project;

/// <summary>An open file of the project.</summary>
internal sealed class ProjectFile(SafeFileHandle file, ProjectArea area, bool isReadable) : IViewFile
{
    private const int DuplicateCloseOnExec = 1030;
    private int _isDirty;
    private uint _lastWriter;

    public bool IsDirect => false;

    public SafeFileHandle Handle => file;

    public Errno Stat(out FuseAttributes attributes)
    {
        var error = ProjectDirectory.Stat(file, out var found);
        attributes = ProjectArea.Show(found);
        return error;
    }

    public Errno Read(long offset, Span<byte> into, out int read) => ReadAll(file, offset, into, out read);

    /// <summary>Reads until the room is full or the file ends.</summary>
    public static Errno ReadAll(SafeFileHandle file, long offset, Span<byte> into, out int read)
    {
        read = 0;
        while (read < into.Length)
        {
            var count = LinuxCalls.pread(file, ref into[read], into.Length - read, offset + read);
            if (count == 0) break;
            if (count > 0) read += (int)count;
            else if (LinuxCalls.LastError is var error and not Errno.EINTR) return read > 0 ? Errno.None : error;
        }

        return Errno.None;
    }

    public Errno Write(FuseCaller caller, long offset, ReadOnlySpan<byte> data, uint flags, out int written)
    {
        written = 0;
        if (ProjectDirectory.Stat(file, out var before) is var wrong and not Errno.None) return wrong;
        // The end as it is on disk, which somebody beside the view may have moved.
        if ((flags & OpenFlags.Append) != 0) offset = (long)before.Size;
        if (data.IsEmpty) return Errno.None;
        if (offset >= area.MostFileBytes) return Errno.EFBIG;
        if (offset + data.Length > area.MostFileBytes) data = data[..(int)(area.MostFileBytes - offset)];
        if (!area.Budget.TryTake(Growth(before.Size, offset + data.Length))) return Errno.ENOSPC;
        var error = WriteAll(offset, data, out written);
        if (written < data.Length) area.Budget.Give(Growth(before.Size, offset + data.Length) - Growth(before.Size, offset + written));
        if (written == 0) return error;
        MarkDirty(caller.Uid);
        return (flags & OpenFlags.DataSync) == 0 ? Errno.None : Sync((flags & OpenFlags.Sync) != OpenFlags.Sync);
    }

    public Errno Truncate(FuseCaller caller, long size)
    {
        var error = area.Truncate(file, size);
        if (error == Errno.None) MarkDirty(caller.Uid);
        return error;
    }

    public Errno Flush(FuseCaller? caller, string? path)
    {
        // A file without a name is in no state of the project: its content need not be kept.
        if (Interlocked.Exchange(ref _isDirty, 0) == 0 || path is null) return Errno.None;
        var error = area.Changes.Reserve(caller);
        if (error == Errno.None) area.Changes.Record(Written(path));
        else Volatile.Write(ref _isDirty, 1);
        return error;
    }

    public Errno Sync(bool dataOnly) => ProjectDirectory.Result(dataOnly ? LinuxCalls.fdatasync(file) : LinuxCalls.fsync(file));

    public void MarkDirty(uint uid)
    {
        Volatile.Write(ref _lastWriter, uid);
        Volatile.Write(ref _isDirty, 1);
    }

    /// <summary>The last open file of a removed one is about to be closed: its bytes are free now.</summary>
    public void Forget()
    {
        if (ProjectDirectory.Stat(file, out var found) == Errno.None) area.Budget.Give((long)found.Size);
    }

    public void Dispose() => file.Dispose();

    private static long Growth(ulong size, long end) => Math.Max(0, end - (long)size);

    private FileChange Written(string path)
    {
        var change = new FileChange(FileChangeKind.Written, path, Volatile.Read(ref _lastWriter));
        if (!isReadable || ProjectDirectory.Stat(file, out var found) != Errno.None) return change;
        change = change with { Mode = found.Mode & FileModes.Permissions, ModifiedNs = found.Modified.UnixNs };
        if (found.Size > FileChange.MostBytesTaken) return change with { Content = Duplicate() };
        var bytes = new byte[(int)found.Size];
        return Read(0, bytes, out var read) == Errno.None && read == bytes.Length ? change with { Bytes = bytes } : change with { Content = Duplicate() };
    }

    private SafeFileHandle? Duplicate()
    {
        var copy = LinuxCalls.fcntl(file, DuplicateCloseOnExec, 0);
        return copy < 0 ? null : new(copy, ownsHandle: true);
    }

    private Errno WriteAll(long offset, ReadOnlySpan<byte> data, out int written)
    {
        written = 0;
        while (written < data.Length)
        {
            var count = LinuxCalls.pwrite(file, ref System.Runtime.InteropServices.MemoryMarshal.GetReference(data[written..]), data.Length - written, offset + written);
            if (count > 0) written += (int)count;
            else if (LinuxCalls.LastError is var error and not Errno.EINTR) return error;
        }

        return Errno.None;
    }
}
