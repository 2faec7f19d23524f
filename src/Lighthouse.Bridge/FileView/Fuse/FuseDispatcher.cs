using System.Runtime.CompilerServices;

namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>Decodes requests, has them done, encodes the answers. What is malformed gets EINVAL, what is unknown ENOSYS.</summary>
internal sealed partial class FuseDispatcher(IFuseFileSystem files, RunningRequests running, ILogger log)
{
    /// <summary>Most bytes of one read or write.</summary>
    public const int MostTransfer = 256 * 1024;

    /// <summary>What a buffer must hold: a write with its headers.</summary>
    public const int BufferSize = MostTransfer + 4096;

    private const int LongestName = 255;

    /// <summary>Answers a request.</summary>
    /// <returns>Length of the answer in <paramref name="answer"/>; 0 when none is due.</returns>
    public int Answer(ReadOnlySpan<byte> bytes, Span<byte> answer, FuseInterrupt interrupt)
    {
        if (!FuseRequest.TryBegin(bytes, out var request)) return FuseReply.Nothing;
        var reply = new FuseReply(answer);
        var header = request.Header;
        try
        {
            return Dispatch(request, reply, new FuseCaller(header.Uid, header.Gid, interrupt));
        }
        catch (Exception problem)
        {
            log.LogError(problem, "A file request of kind {Opcode} failed", header.Opcode);
            return NeedsNoAnswer((FuseOpcode)header.Opcode) ? FuseReply.Nothing : reply.Finish(header.Unique, Errno.EIO);
        }
    }

    private static bool NeedsNoAnswer(FuseOpcode opcode) => opcode is FuseOpcode.Forget or FuseOpcode.BatchForget or FuseOpcode.Interrupt;

    private int Dispatch(FuseRequest request, FuseReply reply, FuseCaller caller) => (FuseOpcode)request.Header.Opcode switch
    {
        FuseOpcode.Init => FuseHandshake.Answer(request, reply),
        FuseOpcode.Lookup => Lookup(request, reply, caller),
        FuseOpcode.Forget => Forget(request),
        FuseOpcode.BatchForget => BatchForget(request),
        FuseOpcode.GetAttributes => GetAttributes(request, reply, caller),
        FuseOpcode.SetAttributes => SetAttributes(request, reply, caller),
        FuseOpcode.MakeNode => MakeNode(request, reply, caller),
        FuseOpcode.MakeDirectory => MakeDirectory(request, reply, caller),
        FuseOpcode.Create => Create(request, reply, caller),
        FuseOpcode.Unlink => Remove(request, reply, caller, isDirectory: false),
        FuseOpcode.RemoveDirectory => Remove(request, reply, caller, isDirectory: true),
        FuseOpcode.Rename or FuseOpcode.Rename2 => Rename(request, reply, caller),
        FuseOpcode.Open => Open(request, reply, caller),
        FuseOpcode.OpenDirectory => OpenDirectory(request, reply, caller),
        FuseOpcode.Read => Read(request, reply, caller),
        FuseOpcode.Write => Write(request, reply, caller),
        FuseOpcode.ReadDirectory => ReadDirectory(request, reply, caller),
        FuseOpcode.Flush or FuseOpcode.Release or FuseOpcode.Sync or FuseOpcode.ReleaseDirectory or FuseOpcode.SyncDirectory =>
            OfHandle(request, reply, caller),
        FuseOpcode.StatFs => reply.Finish(request.Header.Unique, Show(files.Statistics())),
        FuseOpcode.Interrupt => Interrupt(request, reply),
        FuseOpcode.Destroy => reply.Finish(request.Header.Unique, Errno.None),
        FuseOpcode.ReadLink or FuseOpcode.SymbolicLink or FuseOpcode.Link or FuseOpcode.Allocate => reply.Finish(request.Header.Unique, Errno.ENOTSUP),
        _ => reply.Finish(request.Header.Unique, Errno.ENOSYS),
    };

    private int Forget(FuseRequest request)
    {
        if (request.TryRead<ForgetIn>(out var forget)) files.Forget(request.Header.Node, forget.Count);
        return FuseReply.Nothing;
    }

    private int BatchForget(FuseRequest request)
    {
        if (!request.TryRead<BatchForgetIn>(out var batch)) return FuseReply.Nothing;
        for (var i = 0u; i < batch.Count && request.TryRead<ForgetOne>(out var one); i++) files.Forget(one.Node, one.Count);
        return FuseReply.Nothing;
    }

    private int Interrupt(FuseRequest request, FuseReply reply)
    {
        // Not known yet or any more: the kernel is asked to say it again, which it does only while the request is unanswered.
        if (!request.TryRead<InterruptIn>(out var interrupt) || running.Interrupt(interrupt.Unique)) return FuseReply.Nothing;
        return reply.Finish(request.Header.Unique, Errno.EAGAIN);
    }

    private int OfHandle(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        var unique = request.Header.Unique;
        if (!request.TryRead<HandleIn>(out var of)) return reply.Finish(unique, Errno.EINVAL);
        switch ((FuseOpcode)request.Header.Opcode)
        {
            case FuseOpcode.Flush: return reply.Finish(unique, files.Flush(caller, of.Handle));
            case FuseOpcode.Sync: return reply.Finish(unique, files.Sync(caller, of.Handle, (of.Flags & 1) != 0));
            case FuseOpcode.SyncDirectory: return reply.Finish(unique, files.SyncDirectory(caller, of.Handle));
            case FuseOpcode.Release: files.Release(of.Handle); break;
            default: files.ReleaseDirectory(of.Handle); break;
        }

        return reply.Finish(unique, Errno.None);
    }

    private int Read(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        var unique = request.Header.Unique;
        if (!request.TryRead<TransferIn>(out var wanted) || wanted.Offset > long.MaxValue) return reply.Finish(unique, Errno.EINVAL);
        var room = reply.Body[..(int)Math.Min(wanted.Size, MostTransfer)];
        var error = files.Read(caller, wanted.Handle, (long)wanted.Offset, room, out var read);
        return error == Errno.None ? reply.Finish(unique, read) : reply.Finish(unique, error);
    }

    private int Write(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        var unique = request.Header.Unique;
        if (!request.TryRead<TransferIn>(out var given) || given.Size != request.Rest.Length) return reply.Finish(unique, Errno.EINVAL);
        if (given.Offset > (ulong)(long.MaxValue - given.Size)) return reply.Finish(unique, Errno.EFBIG);
        var error = files.Write(caller, given.Handle, (long)given.Offset, request.Rest, given.Flags, out var written);
        return reply.Finish(unique, error, new WriteOut((uint)written, 0));
    }

    private int ReadDirectory(FuseRequest request, FuseReply reply, FuseCaller caller)
    {
        var unique = request.Header.Unique;
        if (!request.TryRead<TransferIn>(out var wanted)) return reply.Finish(unique, Errno.EINVAL);
        var page = new FuseDirectoryPage(reply.Body[..(int)Math.Min(wanted.Size, MostTransfer)]);
        var error = files.ReadDirectory(caller, wanted.Handle, wanted.Offset, ref page);
        return error == Errno.None ? reply.Finish(unique, page.Length) : reply.Finish(unique, error);
    }

    private static StatFsOut Show(FuseStatistics of)
    {
        const uint block = 4096;
        var free = of.FreeBytes / block;
        return new(of.Bytes / block, free, free, of.Files, of.FreeFiles, block, LongestName, block);
    }
}
