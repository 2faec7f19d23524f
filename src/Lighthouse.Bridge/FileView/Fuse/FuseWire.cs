using System.Runtime.InteropServices;

namespace Lighthouse.Bridge.FileView.Fuse;

// The kernel's structures (linux/fuse.h, protocol 7.31), field by field in its order.

[StructLayout(LayoutKind.Sequential)]
internal record struct InHeader(uint Length, uint Opcode, ulong Unique, ulong Node, uint Uid, uint Gid, uint Pid, uint Padding);

[StructLayout(LayoutKind.Sequential)]
internal record struct OutHeader(uint Length, int Error, ulong Unique);

[StructLayout(LayoutKind.Sequential)]
internal record struct InitIn(uint Major, uint Minor, uint MaxReadAhead, uint Flags);

[StructLayout(LayoutKind.Sequential, Size = 64)]
internal record struct InitOut(
    uint Major, uint Minor, uint MaxReadAhead, uint Flags, ushort MaxBackground, ushort CongestionThreshold, uint MaxWrite, uint TimeGranularity,
    ushort MaxPages);

[StructLayout(LayoutKind.Sequential)]
internal record struct AttributesWire(
    ulong Inode, ulong Size, ulong Blocks, ulong AccessTime, ulong ModifyTime, ulong ChangeTime, uint AccessNs, uint ModifyNs, uint ChangeNs,
    uint Mode, uint Links, uint Uid, uint Gid, uint Device, uint BlockSize, uint Flags);

[StructLayout(LayoutKind.Sequential)]
internal record struct EntryOut(
    ulong Node, ulong Generation, ulong EntryValid, ulong AttributesValid, uint EntryValidNs, uint AttributesValidNs, AttributesWire Attributes);

[StructLayout(LayoutKind.Sequential)]
internal record struct AttributesOut(ulong Valid, uint ValidNs, uint Dummy, AttributesWire Attributes);

[StructLayout(LayoutKind.Sequential)]
internal record struct OpenOut(ulong Handle, uint OpenFlags, uint Padding);

[StructLayout(LayoutKind.Sequential)]
internal record struct GetAttributesIn(uint Flags, uint Dummy, ulong Handle);

[StructLayout(LayoutKind.Sequential)]
internal record struct SetAttributesIn(
    uint Valid, uint Padding, ulong Handle, ulong Size, ulong LockOwner, ulong AccessTime, ulong ModifyTime, ulong ChangeTime, uint AccessNs,
    uint ModifyNs, uint ChangeNs, uint Mode, uint Unused4, uint Uid, uint Gid, uint Unused5);

[StructLayout(LayoutKind.Sequential)]
internal record struct MakeNodeIn(uint Mode, uint Device, uint Umask, uint Padding);

[StructLayout(LayoutKind.Sequential)]
internal record struct MakeDirectoryIn(uint Mode, uint Umask);

[StructLayout(LayoutKind.Sequential)]
internal record struct RenameIn(ulong NewParent);

[StructLayout(LayoutKind.Sequential)]
internal record struct Rename2In(ulong NewParent, uint Flags, uint Padding);

[StructLayout(LayoutKind.Sequential)]
internal record struct OpenIn(uint Flags, uint OpenFlags);

[StructLayout(LayoutKind.Sequential)]
internal record struct CreateIn(uint Flags, uint Mode, uint Umask, uint OpenFlags);

[StructLayout(LayoutKind.Sequential)]
internal record struct HandleIn(ulong Handle, uint Flags, uint Padding);

[StructLayout(LayoutKind.Sequential)]
internal record struct TransferIn(ulong Handle, ulong Offset, uint Size, uint TransferFlags, ulong LockOwner, uint Flags, uint Padding);

[StructLayout(LayoutKind.Sequential)]
internal record struct WriteOut(uint Size, uint Padding);

[StructLayout(LayoutKind.Sequential, Size = 80)]
internal record struct StatFsOut(
    ulong Blocks, ulong FreeBlocks, ulong AvailableBlocks, ulong Files, ulong FreeFiles, uint BlockSize, uint NameLength, uint FragmentSize);

[StructLayout(LayoutKind.Sequential)]
internal record struct InterruptIn(ulong Unique);

[StructLayout(LayoutKind.Sequential)]
internal record struct ForgetIn(ulong Count);

[StructLayout(LayoutKind.Sequential)]
internal record struct BatchForgetIn(uint Count, uint Dummy);

[StructLayout(LayoutKind.Sequential)]
internal record struct ForgetOne(ulong Node, ulong Count);

[StructLayout(LayoutKind.Sequential)]
internal record struct DirectoryEntryWire(ulong Inode, ulong Offset, uint NameLength, uint Type);
