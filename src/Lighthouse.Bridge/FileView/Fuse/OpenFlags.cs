using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>Bits of open(2) on Linux; a few differ between processors.</summary>
internal static class OpenFlags
{
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    public const uint ReadOnly = 0;
    public const uint WriteOnly = 1;
    public const uint ReadWrite = 2;
    public const uint AccessMode = 3;
    public const uint CreateNew = 0x40 | 0x80 | ReadWrite;
    public const uint Create = 0x40;
    public const uint Exclusive = 0x80;
    public const uint Truncate = 0x200;
    public const uint Append = 0x400;
    public const uint NonBlocking = 0x800;
    public const uint DataSync = 0x1000;
    public const uint Sync = 0x101000;
    public const uint CloseOnExec = 0x80000;
    public const uint PathOnly = 0x200000;

    public static uint DirectoryOnly { get; } = IsArm ? 0x4000u : 0x10000u;

    public static uint NoFollow { get; } = IsArm ? 0x8000u : 0x20000u;

    public static bool Writes(uint flags) => (flags & AccessMode) != ReadOnly;
}
