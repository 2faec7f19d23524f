namespace Lighthouse.Bridge.FileView.History;

/// <summary>A name that is or was in the project: its versions, oldest first, and the names within it.</summary>
internal sealed class PathNode(PathNode? parent, string name)
{
    private readonly List<FileVersion> _versions = [];

    public PathNode? Parent { get; } = parent;

    public string Name { get; } = name;

    public Dictionary<string, PathNode> Children { get; } = new(StringComparer.Ordinal);

    public FileVersion? Latest => _versions.Count == 0 ? null : _versions[^1];

    public bool IsThere => Latest is { State: not PathState.Absent };

    public int Versions => _versions.Count;

    /// <summary>All versions, oldest first.</summary>
    public IReadOnlyList<FileVersion> All => _versions;

    /// <summary>What was there at a moment; null for nothing.</summary>
    public FileVersion? At(long unixNs)
    {
        var (low, high) = (0, _versions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_versions[middle].SinceNs <= unixNs) low = middle + 1;
            else high = middle;
        }

        return low == 0 || _versions[low - 1].State == PathState.Absent ? null : _versions[low - 1];
    }

    public void Add(FileVersion version) => _versions.Add(version);

    public FileVersion RemoveOldest()
    {
        var oldest = _versions[0];
        _versions.RemoveAt(0);
        return oldest;
    }
}
