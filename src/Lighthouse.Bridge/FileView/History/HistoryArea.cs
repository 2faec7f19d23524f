using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Tree;

namespace Lighthouse.Bridge.FileView.History;

/// <summary>The folder <c>history/</c>: for each moment that is named, the project as it was at its beginning.</summary>
internal sealed class HistoryArea(FileHistory history, ContentStore contents, TimeProvider time) : IViewArea
{
    private const uint ReadAndEnter = 0x16D;
    private const uint ReadOnly = 0x124;

    private long NowNs => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;

    public Errno Stat(string path, out FuseAttributes attributes)
    {
        attributes = default;
        if (path.Length == 0)
        {
            attributes = ViewAttributes.Directory("history", NowNs, ViewAttributes.OneSecond);
            return Errno.None;
        }

        if (Find(path) is not { } version) return Errno.ENOENT;
        attributes = Show(path, version);
        return Errno.None;
    }

    public Errno List(string path, List<ViewName> names)
    {
        if (path.Length == 0)
        {
            foreach (var hour in history.Hours(NowNs))
                names.Add(new(Moments.HourName(hour), ViewAttributes.InodeOf($"history/{Moments.HourName(hour)}"), FileModes.Directory));
            return Errno.None;
        }

        if (Find(path) is not { } version) return Errno.ENOENT;
        if (version.State != PathState.Directory) return Errno.ENOTDIR;
        var (moment, within) = Split(path);
        foreach (var (name, found) in history.List(within, moment!.Value))
            names.Add(new(name, ViewAttributes.InodeOf($"history/{path}/{name}"), found.State == PathState.Directory ? FileModes.Directory : FileModes.Regular));
        return Errno.None;
    }

    public Errno Open(FuseCaller caller, string path, uint flags, out IViewFile file)
    {
        file = null!;
        if (Find(path) is not { } version) return Errno.ENOENT;
        if (version.State == PathState.Directory) return Errno.EISDIR;
        // A content that was not kept, is gone or is damaged is not there: nothing else is given out for it.
        if (version.Digest is not { } digest) return Errno.EIO;
        if (version.Size == 0) file = new ContentFile(default, Show(path, version), isDirect: false);
        else if (contents.Open(digest, version.Size) is { } content) file = new KeptFile(content, Show(path, version));
        return file is null ? Errno.EIO : Errno.None;
    }

    private FileVersion? Find(string path)
    {
        var (moment, within) = Split(path);
        if (moment is not { } at || at > NowNs || !history.Reaches(at)) return null;
        return history.At(within, at);
    }

    private static (long? Moment, string Within) Split(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (Moments.Parse(path), "") : (Moments.Parse(path[..slash]), path[(slash + 1)..]);
    }

    private static FuseAttributes Show(string path, FileVersion version) => version.State == PathState.Directory
        ? ViewAttributes.Directory($"history/{path}", version.SinceNs, ViewAttributes.OneMinute) with { Mode = FileModes.Directory | version.Mode & ReadAndEnter }
        : ViewAttributes.File($"history/{path}", version.Size, version.ModifiedNs, ViewAttributes.OneMinute)
            with { Mode = FileModes.Regular | version.Mode & (ReadOnly | ReadAndEnter) };
}
