using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Project;
using Lighthouse.Bridge.FileView.Tree;

namespace Lighthouse.Bridge.FileView.History;

/// <summary>Compares the project on disk with what was recorded, records the differences, and counts what the project takes.</summary>
internal sealed class ProjectReview(ProjectDirectory project, FileHistory history, IChangeLog changes, SizeBudget budget)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private long _bytes;
    private long _files;

    /// <summary>Reviews everything; the number of differences.</summary>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var differences = 0;
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            var names = new List<ViewName>();
            project.List(folder, names);
            foreach (var name in names)
            {
                var path = RawName.Join(folder, name.Name);
                if (project.Stat(path, out var found) != Errno.None) continue;
                if (Review(path, found) is { } change)
                {
                    await RecordAsync(change, cancellation);
                    differences++;
                }

                if ((found.Mode & FileModes.TypeMask) == FileModes.Directory) folders.Push(path);
            }
        }

        budget.Set(_bytes, _files);
        return differences + await ReviewMissingAsync(cancellation);
    }

    private FileChange? Review(string path, in StatxBuffer found)
    {
        _files++;
        var kind = found.Mode & FileModes.TypeMask;
        if (kind == FileModes.Regular) _bytes += (long)found.Size;
        if (kind is not (FileModes.Regular or FileModes.Directory)) return null;
        _seen.Add(path);
        var known = history.Latest(path);
        var mode = found.Mode & FileModes.Permissions;
        if (kind == FileModes.Directory)
            return known?.State == PathState.Directory ? null : new(FileChangeKind.DirectoryCreated, path, found.Uid) { Mode = mode, IsFound = true };
        if (known is { State: PathState.File } && known.Size == (long)found.Size && known.ModifiedNs == found.Modified.UnixNs && known.Digest is not null)
            return known.Mode == mode ? null : new(FileChangeKind.ModeChanged, path, found.Uid) { Mode = mode, IsFound = true };
        return Compare(path, found, known);
    }

    private FileChange? Compare(string path, in StatxBuffer found, FileVersion? known)
    {
        if (project.Open(path, OpenFlags.ReadOnly | OpenFlags.NonBlocking, 0, out var file) != Errno.None) return null;
        try
        {
            // A size alone tells most changes; only where it is the same must the content be read.
            if (known is { State: PathState.File } && known.Size == (long)found.Size && ContentStore.Digest(file) == known.Digest)
            {
                file.Dispose();
                return null;
            }
        }
        catch (IOException)
        {
            file.Dispose();
            return null;
        }

        return new(FileChangeKind.Written, path, found.Uid) { Content = file, IsFound = true };
    }

    private async Task<int> ReviewMissingAsync(CancellationToken cancellation)
    {
        var missing = history.Present().Where(path => !_seen.Contains(path)).ToList();
        foreach (var path in missing)
        {
            var isDirectory = history.Latest(path)?.State == PathState.Directory;
            await RecordAsync(
                new(isDirectory ? FileChangeKind.DirectoryDeleted : FileChangeKind.Deleted, path, LinuxCalls.geteuid()) { IsFound = true }, cancellation);
        }

        return missing.Count;
    }

    private async Task RecordAsync(FileChange change, CancellationToken cancellation)
    {
        while (changes.Reserve(null) != Errno.None) await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        changes.Record(change);
    }
}
