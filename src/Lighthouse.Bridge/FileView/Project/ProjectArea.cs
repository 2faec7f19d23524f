using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Tree;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.FileView.Project;

/// <summary>The folder <c>current/</c>: the project's files, within their limits, every change recorded.</summary>
internal sealed class ProjectArea(ProjectDirectory project, SizeBudget budget, long mostFileBytes, IChangeLog changes) : IWritableArea
{
    private const uint NoReplace = 1;
    private const uint Exchange = 2;
    private const uint PassedOn = OpenFlags.AccessMode | OpenFlags.Truncate | OpenFlags.Exclusive;

    public long MostFileBytes => mostFileBytes;

    public SizeBudget Budget => budget;

    public IChangeLog Changes => changes;

    public Errno Stat(string path, out FuseAttributes attributes)
    {
        var error = project.Stat(path, out var found);
        attributes = Show(found);
        return error;
    }

    public Errno List(string path, List<ViewName> names) => project.List(path, names);

    public Errno Open(FuseCaller caller, string path, uint flags, out IViewFile file)
    {
        file = null!;
        var before = default(StatxBuffer);
        var truncates = (flags & OpenFlags.Truncate) != 0;
        if (truncates && project.Stat(path, out before) is var wrong and not Errno.None) return wrong;
        // A device or pipe is opened by the kernel itself; one that got here by a race must not block.
        if (OpenBacking(path, flags & PassedOn | OpenFlags.NonBlocking, 0, out var opened) is var error and not Errno.None) return error;
        if (truncates) budget.Give((long)before.Size);
        file = opened;
        if (truncates) opened.MarkDirty(caller.Uid);
        return Errno.None;
    }

    public Errno Create(FuseCaller caller, string path, uint flags, uint mode, out IViewFile file, out FuseAttributes attributes)
    {
        (file, attributes) = (null!, default);
        if (changes.Reserve(caller) is var unrecorded and not Errno.None) return unrecorded;
        var error = Create(caller, path, flags, mode, out file);
        if (error == Errno.None) error = file.Stat(out attributes);
        if (error == Errno.None) changes.Record(new(FileChangeKind.Created, path, caller.Uid) { Mode = attributes.Mode & FileModes.Permissions });
        else changes.Cancel();
        // Another one was faster, outside of the view: then it is an open like any other.
        return error == Errno.EEXIST && (flags & OpenFlags.Exclusive) == 0 && Open(caller, path, flags, out file) == Errno.None
            ? file.Stat(out attributes)
            : error;
    }

    public Errno MakeDirectory(FuseCaller caller, string path, uint mode, out FuseAttributes attributes)
    {
        attributes = default;
        if (Admit(caller) is var refused and not Errno.None) return refused;
        mode &= FileModes.Permissions;
        var error = project.MakeDirectory(path, mode);
        if (error != Errno.None) return Fail(error);
        // The bridge's own umask and user are not the caller's.
        error = project.ChangeMode(path, mode);
        if (error == Errno.None) error = GiveTo(caller, path);
        if (error == Errno.None) error = Stat(path, out attributes);
        if (error == Errno.None)
        {
            changes.Record(new(FileChangeKind.DirectoryCreated, path, caller.Uid) { Mode = mode });
            return error;
        }

        project.RemoveDirectory(path);
        return Fail(error);
    }

    public Errno Unlink(FuseCaller caller, string path, bool isOpen)
    {
        if (changes.Reserve(caller) is var unrecorded and not Errno.None) return unrecorded;
        project.Stat(path, out var found);
        var error = project.Unlink(path);
        if (error != Errno.None)
        {
            changes.Cancel();
            return error;
        }

        Account(found, isOpen);
        changes.Record(new(FileChangeKind.Deleted, path, caller.Uid));
        return error;
    }

    public Errno RemoveDirectory(FuseCaller caller, string path)
    {
        if (changes.Reserve(caller) is var unrecorded and not Errno.None) return unrecorded;
        var error = project.RemoveDirectory(path);
        if (error == Errno.None)
        {
            budget.GiveFile();
            changes.Record(new(FileChangeKind.DirectoryDeleted, path, caller.Uid));
        }
        else changes.Cancel();

        return error;
    }

    public Errno Rename(FuseCaller caller, string path, string newPath, uint flags, bool isTargetOpen)
    {
        if ((flags & ~(NoReplace | Exchange)) != 0) return Errno.EINVAL;
        if (changes.Reserve(caller) is var unrecorded and not Errno.None) return unrecorded;
        var replaces = project.Stat(newPath, out var target) == Errno.None && (flags & Exchange) == 0;
        project.Stat(path, out var source);
        // Two names of one file: rename does nothing then.
        var isSame = replaces && source.Inode == target.Inode;
        var error = project.Rename(path, newPath, flags);
        if (error != Errno.None || isSame)
        {
            changes.Cancel();
            return error;
        }

        if (replaces) Account(target, isTargetOpen);
        var kind = (flags & Exchange) != 0 ? FileChangeKind.Exchanged : FileChangeKind.Renamed;
        changes.Record(new(kind, newPath, caller.Uid) { From = path });
        return error;
    }

    public Errno SetAttributes(FuseCaller caller, string? path, IViewFile? open, in FuseChange change, out FuseAttributes attributes)
    {
        attributes = default;
        if (change.Mode is { } wished && (wished & FileModes.SetId) != 0) return Errno.EPERM;
        var error = Errno.None;
        if (change.Size is { } size) error = Resize(caller, path, open as ProjectFile, (long)size);
        if (error == Errno.None && (change.Uid ?? change.Gid) is not null) error = ChangeOwner(path, open as ProjectFile, change);
        if (error == Errno.None && change.Mode is { } mode) error = ChangeMode(caller, path, open as ProjectFile, mode & FileModes.Permissions);
        if (error == Errno.None && (change.AccessNs ?? change.ModifyNs) is not null) error = ChangeTimes(path, open as ProjectFile, change);
        if (error != Errno.None) return error;
        return path is not null ? Stat(path, out attributes) : open!.Stat(out attributes);
    }

    public Errno SyncDirectory(string path) => project.SyncDirectory(path);

    public FuseStatistics Statistics() => new(
        (ulong)budget.MostBytes, (ulong)Math.Max(0, budget.MostBytes - budget.Bytes), (ulong)budget.MostFiles,
        (ulong)Math.Max(0, budget.MostFiles - budget.Files));

    /// <summary>Sets a file's size within the limits.</summary>
    public Errno Truncate(SafeFileHandle file, long size)
    {
        if (size > mostFileBytes) return Errno.EFBIG;
        if (ProjectDirectory.Stat(file, out var before) is var wrong and not Errno.None) return wrong;
        var growth = size - (long)before.Size;
        if (!budget.TryTake(growth)) return Errno.ENOSPC;
        var error = ProjectDirectory.Result(LinuxCalls.ftruncate(file, size));
        if (error != Errno.None) budget.Give(growth);
        return error;
    }

    public static FuseAttributes Show(in StatxBuffer of) => new()
    {
        Inode = of.Inode, Size = of.Size, Blocks = of.Blocks, AccessNs = of.Accessed.UnixNs, ModifyNs = of.Modified.UnixNs, ChangeNs = of.Changed.UnixNs,
        Mode = of.Mode, Links = of.Links, Uid = of.Uid, Gid = of.Gid, Device = of.DeviceMinor & 0xFF | of.DeviceMajor << 8,
        ValidMilliseconds = ViewAttributes.OneSecond,
    };

    private Errno Create(FuseCaller caller, string path, uint flags, uint mode, out IViewFile file)
    {
        file = null!;
        if (!budget.TryTakeFile()) return Errno.ENOSPC;
        mode &= FileModes.Permissions;
        var error = OpenBacking(path, flags & PassedOn | OpenFlags.Create | OpenFlags.Exclusive, mode, out var opened);
        if (error != Errno.None)
        {
            budget.GiveFile();
            return error;
        }

        file = opened;
        error = ProjectDirectory.Result(LinuxCalls.fchmod(opened.Handle, mode));
        if (error == Errno.None) error = GiveTo(caller, path);
        if (error == Errno.None) return error;
        opened.Dispose();
        project.Unlink(path);
        budget.GiveFile();
        return error;
    }

    /// <summary>Opens a file so that it can also be read, for its content to be kept, unless that is forbidden.</summary>
    private Errno OpenBacking(string path, uint flags, uint mode, out ProjectFile file)
    {
        var writes = OpenFlags.Writes(flags);
        var error = project.Open(path, writes ? flags & ~OpenFlags.AccessMode | OpenFlags.ReadWrite : flags, mode, out var opened);
        var isReadable = error != Errno.EACCES;
        if (!isReadable && writes) error = project.Open(path, flags, mode, out opened);
        file = new(opened, this, isReadable);
        return error;
    }

    private Errno GiveTo(FuseCaller caller, string path) =>
        caller.Uid == LinuxCalls.geteuid() && caller.Gid == LinuxCalls.getegid() ? Errno.None : project.ChangeOwner(path, caller.Uid, caller.Gid);

    private Errno Resize(FuseCaller caller, string? path, ProjectFile? open, long size)
    {
        if (open is not null) return open.Truncate(caller, size);
        if (path is null) return Errno.ESTALE;
        if (OpenBacking(path, OpenFlags.WriteOnly | OpenFlags.NonBlocking, 0, out var opened) is var error and not Errno.None) return error;
        using (opened)
        {
            error = opened.Truncate(caller, size);
            return error == Errno.None ? opened.Flush(caller, path) : error;
        }
    }

    private Errno ChangeMode(FuseCaller caller, string? path, ProjectFile? open, uint mode)
    {
        if (path is null) return open is null ? Errno.ESTALE : ProjectDirectory.Result(LinuxCalls.fchmod(open.Handle, mode));
        if (changes.Reserve(caller) is var unrecorded and not Errno.None) return unrecorded;
        var error = project.ChangeMode(path, mode);
        if (error == Errno.None) changes.Record(new(FileChangeKind.ModeChanged, path, caller.Uid) { Mode = mode });
        else changes.Cancel();
        return error;
    }

    private Errno ChangeOwner(string? path, ProjectFile? open, in FuseChange change)
    {
        var (uid, gid) = (change.Uid ?? uint.MaxValue, change.Gid ?? uint.MaxValue);
        if (path is not null) return project.ChangeOwner(path, uid, gid);
        return open is null ? Errno.ESTALE : ProjectDirectory.Result(LinuxCalls.fchownat(open.Handle, [0], uid, gid, LinuxCalls.EmptyPath));
    }

    private Errno ChangeTimes(string? path, ProjectFile? open, in FuseChange change)
    {
        var (accessSeconds, accessNs) = Time(change.AccessNs);
        var (modifySeconds, modifyNs) = Time(change.ModifyNs);
        var times = new TimePair(accessSeconds, accessNs, modifySeconds, modifyNs);
        if (path is not null) return project.ChangeTimes(path, times);
        return open is null ? Errno.ESTALE : ProjectDirectory.Result(LinuxCalls.futimens(open.Handle, times));
    }

    private static (long Seconds, long Ns) Time(long? unixNs)
    {
        const long now = 0x3FFFFFFF;
        const long omit = 0x3FFFFFFE;
        if (unixNs is not { } given) return (0, omit);
        if (given == FuseChange.Now) return (0, now);
        var (seconds, ns) = Math.DivRem(given, 1_000_000_000);
        return ns < 0 ? (seconds - 1, ns + 1_000_000_000) : (seconds, ns);
    }

    private Errno Admit(FuseCaller caller)
    {
        if (changes.Reserve(caller) is var unrecorded and not Errno.None) return unrecorded;
        if (budget.TryTakeFile()) return Errno.None;
        changes.Cancel();
        return Errno.ENOSPC;
    }

    private Errno Fail(Errno error)
    {
        changes.Cancel();
        budget.GiveFile();
        return error;
    }

    /// <summary>A name is gone: so is its place, and its bytes unless another name or an open file holds them.</summary>
    private void Account(in StatxBuffer gone, bool isOpen)
    {
        budget.GiveFile();
        if (!isOpen && gone.Links <= 1 && (gone.Mode & FileModes.TypeMask) == FileModes.Regular) budget.Give((long)gone.Size);
    }
}
