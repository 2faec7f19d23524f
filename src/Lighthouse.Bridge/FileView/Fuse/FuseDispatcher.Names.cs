namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>Requests about names and attributes.</summary>
internal sealed partial class FuseDispatcher
{
    private const uint ByHandle = 1;
    private const uint DirectIo = 1;

    /// <summary>Whether a name is one: neither empty nor special, no slash, not too long.</summary>
    internal static Errno Check(ReadOnlySpan<byte> name)
    {
        if (name.Length > LongestName) return Errno.ENAMETOOLONG;
        return name.IsEmpty || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8) || name.Contains((byte)'/') ? Errno.EINVAL : Errno.None;
    }

    private int Lookup(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        var entry = default(FuseEntry);
        var error = ReadName(ref request, out var name);
        if (error == Errno.None) error = files.Lookup(caller, request.Header.Node, name, out entry);
        return reply.Finish(request.Header.Unique, error, Show(entry));
    }

    private int GetAttributes(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        if (!request.TryRead<GetAttributesIn>(out var of)) return reply.Finish(request.Header.Unique, Errno.EINVAL);
        ulong? handle = (of.Flags & ByHandle) != 0 ? of.Handle : null;
        var error = files.GetAttributes(caller, request.Header.Node, handle, out var attributes);
        return reply.Finish(request.Header.Unique, error, ShowAlone(attributes));
    }

    private int SetAttributes(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        if (!request.TryRead<SetAttributesIn>(out var wished)) return reply.Finish(request.Header.Unique, Errno.EINVAL);
        if (wished.Size > long.MaxValue) return reply.Finish(request.Header.Unique, Errno.EFBIG);
        var error = files.SetAttributes(caller, request.Header.Node, Read(wished), out var attributes);
        return reply.Finish(request.Header.Unique, error, ShowAlone(attributes));
    }

    private static FuseChange Read(in SetAttributesIn wished)
    {
        var valid = wished.Valid;
        return new(
            Has(1 << 3) ? wished.Size : null,
            Has(1 << 0) ? wished.Mode : null,
            Has(1 << 1) ? wished.Uid : null,
            Has(1 << 2) ? wished.Gid : null,
            Has(1 << 7) ? FuseChange.Now : Has(1 << 4) ? Nanoseconds(wished.AccessTime, wished.AccessNs) : null,
            Has(1 << 8) ? FuseChange.Now : Has(1 << 5) ? Nanoseconds(wished.ModifyTime, wished.ModifyNs) : null,
            Has(1 << 6) ? wished.Handle : null);

        bool Has(uint bit) => (valid & bit) != 0;
    }

    private int MakeNode(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        var unique = request.Header.Unique;
        if (!request.TryRead<MakeNodeIn>(out var wanted)) return reply.Finish(unique, Errno.EINVAL);
        if ((wanted.Mode & FileModes.TypeMask) is not (FileModes.Regular or 0)) return reply.Finish(unique, Errno.EPERM);
        var entry = default(FuseEntry);
        var opened = default(FuseOpened);
        var error = ReadName(ref request, out var name);
        if (error == Errno.None) error = files.Create(caller, request.Header.Node, name, OpenFlags.CreateNew, wanted.Mode, out entry, out opened);
        if (error == Errno.None) files.Release(opened.Handle);
        return reply.Finish(unique, error, Show(entry));
    }

    private int MakeDirectory(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        var entry = default(FuseEntry);
        if (!request.TryRead<MakeDirectoryIn>(out var wanted)) return reply.Finish(request.Header.Unique, Errno.EINVAL);
        var error = ReadName(ref request, out var name);
        if (error == Errno.None) error = files.MakeDirectory(caller, request.Header.Node, name, wanted.Mode, out entry);
        return reply.Finish(request.Header.Unique, error, Show(entry));
    }

    private int Create(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        var unique = request.Header.Unique;
        if (!request.TryRead<CreateIn>(out var wanted)) return reply.Finish(unique, Errno.EINVAL);
        if (ReadName(ref request, out var name) is var wrong and not Errno.None) return reply.Finish(unique, wrong);
        var error = files.Create(caller, request.Header.Node, name, wanted.Flags, wanted.Mode, out var entry, out var opened);
        return reply.Finish(unique, error, new CreateOut(Show(entry), Show(opened)));
    }

    private int Remove(FuseRequest request, FuseReply reply, FuseCaller caller, bool isDirectory)
    {
        var error = ReadName(ref request, out var name);
        if (error == Errno.None)
            error = isDirectory ? files.RemoveDirectory(caller, request.Header.Node, name) : files.Unlink(caller, request.Header.Node, name);
        return reply.Finish(request.Header.Unique, error);
    }

    private int Rename(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        var unique = request.Header.Unique;
        var wanted = default(Rename2In);
        if ((FuseOpcode)request.Header.Opcode == FuseOpcode.Rename2)
        {
            if (!request.TryRead(out wanted)) return reply.Finish(unique, Errno.EINVAL);
        }
        else if (request.TryRead<RenameIn>(out var plain)) wanted = new(plain.NewParent, 0, 0);
        else return reply.Finish(unique, Errno.EINVAL);

        var error = ReadName(ref request, out var name);
        scoped ReadOnlySpan<byte> newName = default;
        if (error == Errno.None) error = ReadName(ref request, out newName);
        if (error == Errno.None) error = files.Rename(caller, request.Header.Node, name, wanted.NewParent, newName, wanted.Flags);
        return reply.Finish(unique, error);
    }

    private int Open(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        if (!request.TryRead<OpenIn>(out var wanted)) return reply.Finish(request.Header.Unique, Errno.EINVAL);
        var error = files.Open(caller, request.Header.Node, wanted.Flags, out var opened);
        return reply.Finish(request.Header.Unique, error, Show(opened));
    }

    private int OpenDirectory(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        var error = files.OpenDirectory(caller, request.Header.Node, out var opened);
        return reply.Finish(request.Header.Unique, error, Show(opened));
    }

    private static Errno ReadName(ref FuseRequest request, out ReadOnlySpan<byte> name) => request.TryReadName(out name) ? Check(name) : Errno.EINVAL;

    private static OpenOut Show(FuseOpened opened) => new(opened.Handle, opened.IsDirect ? DirectIo : 0, 0);

    private static EntryOut Show(FuseEntry entry)
    {
        var (seconds, nanoseconds) = Valid(entry.Attributes);
        return new(entry.Node, 0, seconds, seconds, nanoseconds, nanoseconds, Wire(entry.Attributes));
    }

    private static AttributesOut ShowAlone(in FuseAttributes attributes)
    {
        var (seconds, nanoseconds) = Valid(attributes);
        return new(seconds, nanoseconds, 0, Wire(attributes));
    }

    private static (ulong Seconds, uint Nanoseconds) Valid(in FuseAttributes attributes) =>
        (attributes.ValidMilliseconds / 1000, attributes.ValidMilliseconds % 1000 * 1_000_000);

    private static AttributesWire Wire(in FuseAttributes of)
    {
        var (accessed, accessedNs) = Seconds(of.AccessNs);
        var (modified, modifiedNs) = Seconds(of.ModifyNs);
        var (changed, changedNs) = Seconds(of.ChangeNs);
        return new(
            of.Inode, of.Size, of.Blocks, accessed, modified, changed, accessedNs, modifiedNs, changedNs, of.Mode, of.Links, of.Uid, of.Gid, of.Device,
            4096, 0);
    }

    private static (ulong Seconds, uint Nanoseconds) Seconds(long unixNs)
    {
        var (seconds, rest) = Math.DivRem(unixNs, 1_000_000_000);
        return rest < 0 ? ((ulong)(seconds - 1), (uint)(rest + 1_000_000_000)) : ((ulong)seconds, (uint)rest);
    }

    private static long Nanoseconds(ulong seconds, uint nanoseconds)
    {
        // What nanoseconds since 1970 cannot hold (before 1677, after 2262) becomes the nearest that they can.
        var whole = Math.Clamp((long)seconds, -9_000_000_000, 9_000_000_000);
        return whole * 1_000_000_000 + nanoseconds % 1_000_000_000;
    }

    private record struct CreateOut(EntryOut Entry, OpenOut Opened);
}
