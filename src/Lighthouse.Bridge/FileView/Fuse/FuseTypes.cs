namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>Who makes a request, and whether it has been given up meanwhile.</summary>
/// <param name="Uid">User, as seen from the mount's user namespace.</param>
/// <param name="Gid">Group.</param>
/// <param name="Interrupt">Set when the caller was interrupted.</param>
public readonly record struct FuseCaller(uint Uid, uint Gid, FuseInterrupt Interrupt);

/// <summary>Says that the caller of a request no longer waits for it.</summary>
public sealed class FuseInterrupt
{
    private volatile bool _isRequested;

    /// <summary>Whether the request should end with EINTR if it has not had an effect yet.</summary>
    public bool IsRequested
    {
        get => _isRequested;
        set => _isRequested = value;
    }
}

/// <summary>What <c>stat</c> shows of an entry.</summary>
public readonly record struct FuseAttributes
{
    /// <summary>Inode number.</summary>
    public ulong Inode { get; init; }

    /// <summary>Bytes.</summary>
    public ulong Size { get; init; }

    /// <summary>Blocks of 512 bytes.</summary>
    public ulong Blocks { get; init; }

    /// <summary>Last access, in unix nanoseconds.</summary>
    public long AccessNs { get; init; }

    /// <summary>Last change of the content, in unix nanoseconds.</summary>
    public long ModifyNs { get; init; }

    /// <summary>Last change of the attributes, in unix nanoseconds.</summary>
    public long ChangeNs { get; init; }

    /// <summary>Type and permissions.</summary>
    public uint Mode { get; init; }

    /// <summary>Hard links.</summary>
    public uint Links { get; init; }

    /// <summary>Owner.</summary>
    public uint Uid { get; init; }

    /// <summary>Group.</summary>
    public uint Gid { get; init; }

    /// <summary>Device number of a device.</summary>
    public uint Device { get; init; }

    /// <summary>How long the kernel may rely on this, in milliseconds.</summary>
    public uint ValidMilliseconds { get; init; }

    /// <summary>Whether it is a directory.</summary>
    public bool IsDirectory => (Mode & FileModes.TypeMask) == FileModes.Directory;
}

/// <summary>An entry that was looked up.</summary>
/// <param name="Node">Its number, never used twice.</param>
/// <param name="Attributes">What it is.</param>
public readonly record struct FuseEntry(ulong Node, FuseAttributes Attributes);

/// <summary>A file that was opened.</summary>
/// <param name="Handle">Its number.</param>
/// <param name="IsDirect">Whether reads bypass the page cache: for contents whose size is not known beforehand.</param>
public readonly record struct FuseOpened(ulong Handle, bool IsDirect);

/// <summary>A wished change of attributes; null leaves one as it is.</summary>
/// <param name="Size">Truncate or extend to this many bytes.</param>
/// <param name="Mode">Permissions.</param>
/// <param name="Uid">Owner.</param>
/// <param name="Gid">Group.</param>
/// <param name="AccessNs">Last access; <see cref="Now"/> for the present.</param>
/// <param name="ModifyNs">Last change; <see cref="Now"/> for the present.</param>
/// <param name="Handle">The open file by which it is asked.</param>
public readonly record struct FuseChange(ulong? Size, uint? Mode, uint? Uid, uint? Gid, long? AccessNs, long? ModifyNs, ulong? Handle)
{
    /// <summary>Stands for the present.</summary>
    public const long Now = long.MinValue;
}

/// <summary>What <c>statfs</c> shows.</summary>
/// <param name="Bytes">All.</param>
/// <param name="FreeBytes">Free.</param>
/// <param name="Files">All.</param>
/// <param name="FreeFiles">Free.</param>
public readonly record struct FuseStatistics(ulong Bytes, ulong FreeBytes, ulong Files, ulong FreeFiles);
