using System.Runtime.CompilerServices;

namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>Agrees with the kernel on the protocol: 7.31, or an error when the kernel speaks an older one.</summary>
internal static class FuseHandshake
{
    private const uint Major = 7;
    private const uint Minor = 31;

    // Asynchronous reads, O_TRUNC within open, large writes, cached data dropped when a file changed, parallel lookups, more pages a request.
    private const uint Wanted = 1 << 0 | 1 << 3 | 1 << 5 | 1 << 12 | 1 << 18 | 1 << 22;

    public static int Answer(FuseRequest request, FuseReply reply)
    {
        var unique = request.Header.Unique;
        if (!request.TryRead<InitIn>(out var kernel)) return reply.Finish(unique, Errno.EINVAL);
        if (kernel.Major < Major || (kernel.Major == Major && kernel.Minor < Minor)) return reply.Finish(unique, Errno.ENOTSUP);
        return reply.Finish(unique, new InitOut(
            Major, Minor, kernel.MaxReadAhead, kernel.Flags & Wanted, MaxBackground: 32, CongestionThreshold: 24,
            MaxWrite: FuseDispatcher.MostTransfer, TimeGranularity: 1, MaxPages: FuseDispatcher.MostTransfer / 4096));
    }
}
