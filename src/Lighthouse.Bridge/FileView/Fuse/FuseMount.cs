using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>Attaches a file system to a folder, and takes it off again.</summary>
internal sealed class FuseMount
{
    private const string Device = "/dev/fuse";
    private const nuint NoSetIdNoDevices = 2 | 4;
    private const int Detach = 2;
    private const int Force = 1;
    private const int MostStale = 8;
    private static readonly TimeSpan ProbeBound = TimeSpan.FromSeconds(2);
    private readonly byte[] _point;

    private FuseMount(string point, SafeFileHandle connection)
    {
        _point = RawName.Terminated(point);
        Connection = connection;
        Point = point;
    }

    /// <summary>The open device.</summary>
    public SafeFileHandle Connection { get; }

    /// <summary>Where it is mounted, as raw bytes and without links.</summary>
    public string Point { get; }

    /// <summary>Mounts.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="subtype">What the mount table calls the type, after <c>fuse.</c>; by it a dead predecessor is known.</param>
    /// <param name="allowOthers">Whether other users than this process's may enter.</param>
    /// <param name="healed">How many dead mounts of the same subtype were taken off first.</param>
    /// <exception cref="FuseUnavailableException">It cannot be mounted; the message says why.</exception>
    public static FuseMount Attach(string folder, string subtype, bool allowOthers, out int healed)
    {
        if (!OperatingSystem.IsLinux()) throw new FuseUnavailableException("LHB6710: a file view needs Linux.");
        healed = 0;
        var device = LinuxCalls.open(RawName.Terminated(Device), (int)(OpenFlags.ReadWrite | OpenFlags.CloseOnExec), 0);
        if (device.IsInvalid) throw new FuseUnavailableException($"LHB6711: {Device} cannot be opened: {LinuxCalls.LastError}. The kernel needs FUSE, and this user the right to it.");
        try
        {
            var point = PointOf(folder);
            healed = TakeOffDead(point, subtype);
            Directory.CreateDirectory(folder);
            if (Directory.EnumerateFileSystemEntries(folder).Any())
                throw new FuseUnavailableException($"LHB6712: the mount point '{folder}' is not empty. Name an empty or a missing folder.");
            Mount(device, point, subtype, allowOthers);
            return new(point, device);
        }
        catch (Exception problem)
        {
            device.Dispose();
            if (problem is IOException or UnauthorizedAccessException)
                throw new FuseUnavailableException($"LHB6713: the mount point '{folder}' cannot be used: {problem.Message}");
            throw;
        }
    }

    /// <summary>Takes the mount off. Those who still have something open in it get errors from then on.</summary>
    public void TakeOff()
    {
        // A mount in use is detached; the force ends the connection, so that no thread waits for it any more.
        if (LinuxCalls.umount2(_point, 0) != 0) LinuxCalls.umount2(_point, Force | Detach);
    }

    private static void Mount(SafeFileHandle device, string point, string subtype, bool allowOthers)
    {
        var options = string.Create(
            CultureInfo.InvariantCulture,
            $"fd={device.DangerousGetHandle()},rootmode=40000,user_id={LinuxCalls.geteuid()},group_id={LinuxCalls.getegid()},default_permissions{(allowOthers ? ",allow_other" : "")}");
        var result = LinuxCalls.mount(
            RawName.Terminated(subtype), RawName.Terminated(point), RawName.Terminated($"fuse.{subtype}"), NoSetIdNoDevices, RawName.Terminated(options));
        if (result != 0)
            throw new FuseUnavailableException(
                $"LHB6714: the file view cannot be mounted at '{RawName.Text(point)}': {LinuxCalls.LastError}. Mounting needs root or a user namespace (unshare -Urm).");
    }

    /// <summary>Takes off what a killed predecessor left. Anything else on the folder stays, and is a reason not to mount.</summary>
    private static int TakeOffDead(string point, string subtype)
    {
        var healed = 0;
        while (MountTable.Read().LastOrDefault(entry => entry.Point == point) is { } there)
        {
            if (there.Type != $"fuse.{subtype}")
                throw new FuseUnavailableException($"LHB6715: '{RawName.Text(point)}' already is a mount point of type {there.Type}. Choose another folder.");
            if (!IsDead(point))
                throw new FuseUnavailableException($"LHB6716: another process serves '{RawName.Text(point)}'. Stop it or choose another folder.");
            if (healed == MostStale || LinuxCalls.umount2(RawName.Terminated(point), Detach) != 0)
                throw new FuseUnavailableException($"LHB6717: the dead mount at '{RawName.Text(point)}' cannot be taken off: {LinuxCalls.LastError}.");
            healed++;
        }

        return healed;
    }

    private static bool IsDead(string point)
    {
        // Asked on a thread of its own: a stopped, living server would never answer.
        var probe = Task.Factory.StartNew(
            () =>
            {
                using var opened = LinuxCalls.open(RawName.Terminated(point), (int)(OpenFlags.ReadOnly | OpenFlags.CloseOnExec), 0);
                return opened.IsInvalid && LinuxCalls.LastError == Errno.ENOTCONN;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return probe.Wait(ProbeBound) && probe.Result;
    }

    /// <summary>The folder as the mount table names it: links in its parents resolved, the folder itself not touched, since a dead mount gives errors.</summary>
    private static string PointOf(string folder)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder));
        var (parent, name) = RawName.Split(RawName.OfText(full));
        if (parent.Length == 0) parent = "/";
        using var opened = LinuxCalls.open(RawName.Terminated(parent), (int)(OpenFlags.PathOnly | OpenFlags.DirectoryOnly | OpenFlags.CloseOnExec), 0);
        if (opened.IsInvalid) throw new DirectoryNotFoundException($"its parent folder gives {LinuxCalls.LastError}.");
        var buffer = new byte[4096];
        var link = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{opened.DangerousGetHandle()}");
        var length = LinuxCalls.readlink(RawName.Terminated(link), ref buffer[0], buffer.Length);
        if (length <= 0) throw new IOException($"the path of its parent gives {LinuxCalls.LastError}.");
        var real = RawName.Of(buffer.AsSpan(0, (int)length));
        return real == "/" ? "/" + name : $"{real}/{name}";
    }
}
