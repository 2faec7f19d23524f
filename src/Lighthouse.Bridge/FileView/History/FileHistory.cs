using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.FileView.Fuse;
using Lighthouse.Bridge.FileView.Project;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.FileView.History;

/// <summary>Which content every path had when, rebuilt from the events of changed files; bounded in number and age.</summary>
internal sealed partial class FileHistory(BridgeOptions options) : IEventSourced
{
    /// <summary>Type of the events.</summary>
    public const string EventType = "file_changed";

    private readonly Lock _lock = new();
    private readonly PathNode _root = new(null, "");
    private readonly Queue<(long AtNs, PathNode Node)> _superseded = new();
    private readonly Dictionary<string, int> _references = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);
    private readonly SortedSet<long> _hours = [];
    private readonly AppliedSequences _applied = new();
    private long _horizonNs = long.MaxValue;
    private long _newestNs;

    /// <summary>Digests of contents that nothing refers to any more, each given once.</summary>
    public List<string> TakeUnreferenced()
    {
        lock (_lock)
        {
            // A digest may have come back since it was dropped.
            var unreferenced = _dropped.Where(digest => !_references.ContainsKey(digest)).ToList();
            _dropped.Clear();
            return unreferenced;
        }
    }

    /// <summary>Superseded versions that are kept.</summary>
    public int Superseded
    {
        get
        {
            lock (_lock) return _superseded.Count;
        }
    }

    /// <summary>Names that are or were in the project, as far as is known.</summary>
    public int Names
    {
        get
        {
            lock (_lock) return Count(_root) - 1;
        }
    }

    public void Apply(StoredEvent stored)
    {
        if (stored.Event.EventType != EventType || FileEvents.Read(stored.Event.Data) is not { } change) return;
        lock (_lock)
        {
            if (!_applied.TryAdd(stored.Sequence)) return;
            Apply(change, stored.TimestampNs);
            if (_horizonNs == long.MaxValue) _horizonNs = stored.TimestampNs;
            _newestNs = Math.Max(_newestNs, stored.TimestampNs);
            _hours.Add(Moments.NextHour(stored.TimestampNs));
            Prune();
        }
    }

    /// <summary>What a path is by now, as far as it was recorded.</summary>
    public FileVersion? Latest(string path)
    {
        lock (_lock) return Find(path) is { IsThere: true } node ? node.Latest : null;
    }

    /// <summary>What a path was at a moment; null for nothing.</summary>
    public FileVersion? At(string path, long unixNs)
    {
        lock (_lock)
        {
            if (path.Length == 0) return new(unixNs, PathState.Directory, 0, 0x1ED, null, unixNs);
            return Find(path)?.At(unixNs);
        }
    }

    /// <summary>Names in a folder at a moment.</summary>
    public List<(string Name, FileVersion Version)> List(string path, long unixNs)
    {
        lock (_lock)
        {
            var found = new List<(string, FileVersion)>();
            foreach (var child in Find(path)?.Children.Values ?? Enumerable.Empty<PathNode>())
                if (child.At(unixNs) is { } version) found.Add((child.Name, version));
            return found;
        }
    }

    /// <summary>Paths that were recorded and are there by now, with their latest versions.</summary>
    public List<string> Present()
    {
        lock (_lock)
        {
            var found = new List<string>();
            Collect(_root, "", found);
            return found;
        }
    }

    /// <summary>Full hours (unix nanoseconds) of which the state differs from the one before, oldest first, none in the future.</summary>
    public List<long> Hours(long nowNs)
    {
        lock (_lock) return [.. _hours.Where(hour => hour <= nowNs)];
    }

    /// <summary>Whether anything is known of that moment.</summary>
    public bool Reaches(long unixNs)
    {
        lock (_lock) return unixNs >= _horizonNs;
    }

    public bool IsReferred(string digest)
    {
        lock (_lock) return _references.ContainsKey(digest);
    }

    private void Apply(RecordedChange change, long atNs)
    {
        switch (change.Kind)
        {
            case FileChangeKind.Created or FileChangeKind.Written:
                Put(Reach(change.Path), new(atNs, PathState.File, change.Size, change.Mode, change.Digest, change.ModifiedNs));
                break;
            case FileChangeKind.ModeChanged:
                if (Find(change.Path) is { IsThere: true, Latest: { } latest } node) Put(node, latest with { SinceNs = atNs, Mode = change.Mode });
                break;
            case FileChangeKind.DirectoryCreated:
                Put(Reach(change.Path), new(atNs, PathState.Directory, 0, change.Mode, null, atNs));
                break;
            case FileChangeKind.Deleted or FileChangeKind.DirectoryDeleted:
                if (Find(change.Path) is { } gone) Remove(gone, atNs);
                break;
            case FileChangeKind.Renamed:
                Move(change.From!, change.Path, atNs);
                break;
            default:
                Swap(change.From!, change.Path, atNs);
                break;
        }
    }

    private void Move(string from, string to, long atNs)
    {
        if (Find(from) is not { IsThere: true } source) return;
        var moved = new List<(string Path, FileVersion Version)>();
        Lift(source, "", atNs, moved);
        var target = Reach(to);
        Remove(target, atNs);
        Set(to, moved, atNs);
    }

    private void Swap(string one, string other, long atNs)
    {
        var (ofOne, ofOther) = (new List<(string, FileVersion)>(), new List<(string, FileVersion)>());
        Lift(Reach(one), "", atNs, ofOne);
        Lift(Reach(other), "", atNs, ofOther);
        Set(one, ofOther, atNs);
        Set(other, ofOne, atNs);
    }

    private void Set(string under, List<(string Path, FileVersion Version)> versions, long atNs)
    {
        foreach (var (path, version) in versions)
            Put(Reach(path.Length == 0 ? under : $"{under}/{path}"), version with { SinceNs = atNs });
    }

    /// <summary>Takes everything off a path and tells what was there.</summary>
    private void Lift(PathNode node, string path, long atNs, List<(string Path, FileVersion Version)> lifted)
    {
        if (!node.IsThere) return;
        lifted.Add((path, node.Latest!));
        foreach (var child in node.Children.Values.ToList()) Lift(child, RawName.Join(path, child.Name), atNs, lifted);
        Put(node, new(atNs, PathState.Absent, 0, 0, null, 0));
    }

    private void Remove(PathNode node, long atNs) => Lift(node, "", atNs, []);

    private void Put(PathNode node, FileVersion version)
    {
        if (node.Latest is not null) _superseded.Enqueue((version.SinceNs, node));
        if (version.Digest is { } digest) _references[digest] = _references.GetValueOrDefault(digest) + 1;
        node.Add(version);
    }

    private void Prune()
    {
        // By the newest event, not the clock: the same events give the same history whenever they are replayed.
        var cutoff = _newestNs - (options.FileView.HistoryHours * 3_600_000_000_000L);
        while (_superseded.TryPeek(out var oldest) && (_superseded.Count > options.FileView.HistoryVersions || oldest.AtNs < cutoff))
        {
            _superseded.Dequeue();
            _horizonNs = oldest.AtNs;
            Drop(oldest.Node);
        }

        _hours.RemoveWhere(hour => hour < cutoff || hour < _horizonNs);
    }

    private void Drop(PathNode node)
    {
        if (node.RemoveOldest().Digest is { } digest) Dereference(digest);
        // Beyond the horizon, to be absent is to be unknown.
        if (node is { Versions: 1, IsThere: false }) node.RemoveOldest();
        for (var empty = node; empty is { Versions: 0, Children.Count: 0, Parent: { } parent }; empty = parent) parent.Children.Remove(empty.Name);
    }

    private void Dereference(string digest)
    {
        if ((_references[digest] -= 1) > 0) return;
        _references.Remove(digest);
        _dropped.Add(digest);
    }

    private PathNode? Find(string path)
    {
        var node = _root;
        if (path.Length == 0) return node;
        foreach (var name in path.Split('/'))
            if (!node.Children.TryGetValue(name, out node!)) return null;
        return node;
    }

    private PathNode Reach(string path)
    {
        var node = _root;
        foreach (var name in path.Split('/'))
        {
            if (!node.Children.TryGetValue(name, out var child)) node.Children[name] = child = new(node, name);
            node = child;
        }

        return node;
    }

    private static int Count(PathNode node) => 1 + node.Children.Values.Sum(Count);

    private static void Collect(PathNode node, string path, List<string> found)
    {
        foreach (var child in node.Children.Values)
        {
            var its = RawName.Join(path, child.Name);
            if (child.IsThere) found.Add(its);
            Collect(child, its, found);
        }
    }
}
