using Lighthouse.Bridge.FileView;
using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("deletes-take-their-time", "file-view-latency", "deleting a file takes 7 ms: hardly one is slow, and all together are")]
internal sealed class DeletesTakeTheirTime(IFuseFileSystem inner) : DecoratedFileSystem(inner), IDefect
{
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(7);

    public static void Seed(IServiceCollection services) =>
        services.AddSingleton<IFuseDecorator>(new SpoiledFileView(inner => new DeletesTakeTheirTime(inner)));

    public override Errno Unlink(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name)
    {
        Thread.Sleep(Each);
        return base.Unlink(caller, parent, name);
    }
}
