using Lighthouse.Bridge.FileView.Fuse;

namespace Lighthouse.Bridge.FileView.Tree;

/// <summary>A read-only area of contents in memory. The folders are those that the contents' paths need.</summary>
internal sealed class ContentTree(string name) : IViewArea
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (ReadOnlyMemory<byte> Content, long ModifiedNs)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (SortedSet<string> Names, long ModifiedNs)> _folders =
        new(StringComparer.Ordinal) { [""] = (new(StringComparer.Ordinal), 0) };

    /// <summary>Whether a path can hold a file: it is no folder, and nothing above it is a file.</summary>
    public bool CanHold(string path)
    {
        lock (_lock)
        {
            if (_folders.ContainsKey(path)) return false;
            for (var at = RawName.Split(path).Directory; at.Length > 0; at = RawName.Split(at).Directory)
                if (_files.ContainsKey(at)) return false;
            return true;
        }
    }

    /// <summary>Sets a content. A path that cannot hold one is left as it is.</summary>
    public void Put(string path, ReadOnlyMemory<byte> content, long modifiedNs)
    {
        lock (_lock)
        {
            if (!CanHold(path)) return;
            _files[path] = (content, modifiedNs);
            while (path.Length > 0)
            {
                var (folder, own) = RawName.Split(path);
                var names = _folders.TryGetValue(folder, out var known) ? known.Names : new(StringComparer.Ordinal);
                names.Add(own);
                _folders[folder] = (names, Math.Max(known.ModifiedNs, modifiedNs));
                path = folder;
            }
        }
    }

    /// <summary>Takes a content away, and with it the folders that it leaves empty.</summary>
    public void Remove(string path)
    {
        lock (_lock)
        {
            if (!_files.Remove(path)) return;
            while (path.Length > 0)
            {
                var (folder, own) = RawName.Split(path);
                var names = _folders[folder].Names;
                names.Remove(own);
                if (names.Count > 0 || folder.Length == 0) return;
                _folders.Remove(folder);
                path = folder;
            }
        }
    }

    public Errno Stat(string path, out FuseAttributes attributes)
    {
        lock (_lock)
        {
            attributes = default;
            if (_files.TryGetValue(path, out var file)) attributes = Show(path, file.Content.Length, file.ModifiedNs);
            else if (_folders.TryGetValue(path, out var folder))
                attributes = ViewAttributes.Directory($"{name}/{path}", folder.ModifiedNs, ViewAttributes.OneSecond);
            else return Errno.ENOENT;
            return Errno.None;
        }
    }

    public Errno List(string path, List<ViewName> names)
    {
        lock (_lock)
        {
            if (!_folders.TryGetValue(path, out var folder)) return _files.ContainsKey(path) ? Errno.ENOTDIR : Errno.ENOENT;
            foreach (var own in folder.Names)
            {
                var its = RawName.Join(path, own);
                names.Add(new(own, ViewAttributes.InodeOf($"{name}/{its}"), _files.ContainsKey(its) ? FileModes.Regular : FileModes.Directory));
            }

            return Errno.None;
        }
    }

    public Errno Open(FuseCaller caller, string path, uint flags, out IViewFile file)
    {
        file = null!;
        lock (_lock)
        {
            if (!_files.TryGetValue(path, out var found)) return _folders.ContainsKey(path) ? Errno.EISDIR : Errno.ENOENT;
            file = new ContentFile(found.Content, Show(path, found.Content.Length, found.ModifiedNs), isDirect: false);
            return Errno.None;
        }
    }

    private FuseAttributes Show(string path, int size, long modifiedNs) =>
        ViewAttributes.File($"{name}/{path}", size, modifiedNs, ViewAttributes.OneSecond);
}
