namespace Lighthouse.Chaos.DiskStress;

/// <summary>
/// A small disk in memory for one process alone: the process is started in a mount namespace of its own, in which the disk lies over one folder. It ends
/// with the process, and nobody else ever sees it there.
/// </summary>
public static class SmallDisk
{
    private const string Shell = "mount -t tmpfs -o size=\"$0\",mode=0700 lighthouse-chaos \"$1\" && shift && exec \"$@\"";

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "a small disk takes root on Linux"
        : !File.Exists("/usr/bin/unshare") ? "unshare is missing; install it (Debian: apt-get install util-linux)"
        : null;

    /// <summary>The command that starts a program on such a disk. The process keeps the id that it was started with.</summary>
    /// <param name="folder">The folder that the disk lies over; it must exist.</param>
    /// <param name="bytes">Its size, 1 MB to 256 MB.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not allowed.</exception>
    public static (string Program, IReadOnlyList<string> Arguments) Command(string folder, long bytes, string program, IEnumerable<string> arguments)
    {
        if (bytes is < 1_000_000 or > 256_000_000)
            throw new ArgumentOutOfRangeException(nameof(bytes), $"LHC5001: a disk of {bytes} bytes is not allowed; 1 MB to 256 MB are.");
        return ("/usr/bin/unshare", ["--mount", "--propagation", "private", "/bin/sh", "-c", Shell, FormattableString.Invariant($"{bytes}"), folder, program, .. arguments]);
    }

    /// <summary>Where a folder of a process in another mount namespace is seen from here.</summary>
    public static string SeenFromOutside(int processId, string folder) => FormattableString.Invariant($"/proc/{processId}/root{Path.GetFullPath(folder)}");
}
