using Lighthouse.Bridge.FileView;
using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("files-one-by-one", "file-view-latency", "files are deleted one after the other, each after a pause of 6 ms that grows with what waits")]
internal sealed class FilesOneByOne(IFuseFileSystem inner) : DecoratedFileSystem(inner), IDefect
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(6);
    private readonly Lock gate = new();
    private int waiting;

    public static void Seed(IServiceCollection services) =>
        services.AddSingleton<IFuseDecorator>(new SpoiledFileView(inner => new FilesOneByOne(inner)));

    public override Errno Unlink(FuseCaller caller, ulong parent, ReadOnlySpan<byte> name)
    {
        var ahead = Interlocked.Increment(ref waiting);
        lock (gate)
            Thread.Sleep(Pause * ahead);
        Interlocked.Decrement(ref waiting);
        return base.Unlink(caller, parent, name);
    }
}
