using Lighthouse.Bridge.FileView;
using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("every-tenth-read-waits", "file-view-latency", "every tenth file that is opened to be read answers after 25 ms: the average stays good")]
internal sealed class EveryTenthReadWaits(IFuseFileSystem inner) : DecoratedFileSystem(inner), IDefect
{
    private const uint AccessMode = 3;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(25);
    private int opened;

    public static void Seed(IServiceCollection services) =>
        services.AddSingleton<IFuseDecorator>(new SpoiledFileView(inner => new EveryTenthReadWaits(inner)));

    public override Errno Open(FuseCaller caller, ulong node, uint flags, out FuseOpened handle)
    {
        if ((flags & AccessMode) == 0 && Interlocked.Increment(ref opened) % 10 == 0)
            Thread.Sleep(Wait);
        return base.Open(caller, node, flags, out handle);
    }
}
