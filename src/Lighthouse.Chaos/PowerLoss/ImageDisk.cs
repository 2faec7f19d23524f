using System.Diagnostics;

namespace Lighthouse.Chaos.PowerLoss;

/// <summary>
/// A disk of one process alone, whose power can be cut: a file system (ext4) in a file, mounted over one folder in a mount namespace of the process's own.
/// Mount and loop device end with the process; the file stays, so that the process finds after a restart what had reached the disk.
/// </summary>
public static class ImageDisk
{
    private const string Shell = "mount -o loop \"$0\" \"$1\" && shift && exec \"$@\"";
    private const string LoopDevices = "/sys/block";

    /// <summary>Why there can be none here; null when there can.</summary>
    public static string? Missing =>
        !OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess ? "a disk whose power is cut takes root on Linux"
        : !File.Exists("/usr/bin/unshare") ? "unshare is missing; install it (Debian: apt-get install util-linux)"
        : Program("mkfs.ext4") is null ? "mkfs.ext4 is missing; install it (Debian: apt-get install e2fsprogs)"
        : !File.Exists("/dev/loop-control") ? "there are no loop devices"
        : null;

    /// <summary>Makes the file and the empty file system in it.</summary>
    /// <param name="image">The file; it must not exist.</param>
    /// <param name="bytes">Its size, 16 MB to 1 GB. It takes room only as it fills.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is not allowed.</exception>
    /// <exception cref="ChaosException">It could not be made.</exception>
    public static void Make(string image, long bytes)
    {
        if (bytes is < 16_000_000 or > 1_000_000_000)
            throw new ArgumentOutOfRangeException(nameof(bytes), $"LHC5201: a disk of {bytes} bytes is not allowed; 16 MB to 1 GB are.");
        if (Missing is { } missing)
            throw new ChaosException($"LHC5202: {missing}.");
        using (var file = new FileStream(image, FileMode.CreateNew))
            file.SetLength(bytes);
        using var make = Process.Start(new ProcessStartInfo(Program("mkfs.ext4")!, ["-q", "-F", image]) { RedirectStandardError = true })!;
        var said = make.StandardError.ReadToEnd();
        make.WaitForExit();
        if (make.ExitCode != 0)
            throw new ChaosException($"LHC5203: mkfs.ext4 ended with {make.ExitCode}: {said.Trim()}");
    }

    /// <summary>The command that starts a program on it. The process keeps the id that it was started with.</summary>
    /// <param name="image">The file.</param>
    /// <param name="folder">The folder that the disk lies over; it must exist.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static (string Program, IReadOnlyList<string> Arguments) Command(string image, string folder, string program, IEnumerable<string> arguments) =>
        ("/usr/bin/unshare", ["--mount", "--propagation", "private", "/bin/sh", "-c", Shell, Path.GetFullPath(image), folder, program, .. arguments]);

    /// <summary>Whether a loop device still holds the file: as long as one does, it must not be mounted again.</summary>
    public static bool IsHeld(string image) =>
        Directory.Exists(LoopDevices) && Directory.EnumerateDirectories(LoopDevices, "loop*").Any(device => BackingOf(device) == Path.GetFullPath(image));

    private static string? BackingOf(string device)
    {
        try
        {
            return File.ReadAllText(Path.Combine(device, "loop", "backing_file")).TrimEnd('\n');
        }
        catch (IOException)
        {
            // It holds nothing.
            return null;
        }
    }

    private static string? Program(string name) => new[] { "/usr/sbin", "/sbin" }.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
