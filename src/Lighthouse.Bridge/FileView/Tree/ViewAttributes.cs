using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.FileView.Tree;

/// <summary>Attributes of what the bridge itself shows: its own user's, readable by everybody who may enter, writable by nobody.</summary>
internal static class ViewAttributes
{
    private const uint ReadAndEnter = 0x16D;
    private const uint ReadOnly = 0x124;
    private static readonly uint Uid = OperatingSystem.IsLinux() ? LinuxCalls.geteuid() : 0;
    private static readonly uint Gid = OperatingSystem.IsLinux() ? LinuxCalls.getegid() : 0;

    /// <summary>What changes under the reader's eyes: the kernel asks each time.</summary>
    public const uint Never = 0;

    /// <summary>What hardly changes.</summary>
    public const uint OneSecond = 1_000;

    /// <summary>What never changes.</summary>
    public const uint OneMinute = 60_000;

    public static FuseAttributes Directory(string identity, long modifiedNs, uint validMilliseconds) =>
        Of(identity, FileModes.Directory | ReadAndEnter, 0, modifiedNs, validMilliseconds) with { Links = 2 };

    public static FuseAttributes File(string identity, long size, long modifiedNs, uint validMilliseconds) =>
        Of(identity, FileModes.Regular | ReadOnly, size, modifiedNs, validMilliseconds);

    /// <summary>A number that is the same for the same place each time (FNV-1a); the highest bit keeps it apart from those of a disk.</summary>
    public static ulong InodeOf(string identity)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in identity) hash = (hash ^ c) * 1099511628211UL;
        return hash | 1UL << 63;
    }

    private static FuseAttributes Of(string identity, uint mode, long size, long modifiedNs, uint validMilliseconds) => new()
    {
        Inode = InodeOf(identity), Mode = mode, Size = (ulong)size, Blocks = (ulong)(size + 511) / 512, Links = 1, Uid = Uid, Gid = Gid,
        AccessNs = modifiedNs, ModifyNs = modifiedNs, ChangeNs = modifiedNs, ValidMilliseconds = validMilliseconds,
    };
}
