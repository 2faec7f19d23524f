using Lighthouse.Bridge.FileView;
using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("every-eighth-delete-waits", "file-view-latency", "every eighth deleting of a file takes 20 ms: no other operation is slow, and the average stays good")]
internal sealed class EveryEighthDeleteWaits(IFuseFileSystem inner) : DecoratedFileSystem(inner), IDefect
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(20);
    private int deleted;

    public static void Seed(IServiceCollection services) =>
        services.AddSingleton<IFuseDecorator>(new SpoiledFileView(inner => new EveryEighthDeleteWaits(inner)));

    public override Errno Unlink(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name)
    {
        if (Interlocked.Increment(ref deleted) % 8 == 0)
            Thread.Sleep(Wait);
        return base.Unlink(caller, parent, name);
    }
}
