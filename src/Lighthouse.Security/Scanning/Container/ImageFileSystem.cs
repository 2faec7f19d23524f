namespace Lighthouse.Security.Scanning.Container;

/// <summary>What a container of an image sees: the layers one above the other, with what they take away.</summary>
internal sealed class ImageFileSystem
{
    private const string Whiteout = ".wh.", Opaque = ".wh..wh..opq";
    private const int MostLinks = 40;
    private readonly SortedDictionary<string, ImageEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Everything that is there, in order.</summary>
    public IEnumerable<ImageEntry> All => _entries.Values;

    /// <summary>Puts a layer on top.</summary>
    public void Apply(IReadOnlyList<ImageEntry> layer)
    {
        // What a layer takes away lies below it, wherever in the layer that is said.
        foreach (var entry in layer.Where(IsWhiteout))
        {
            var (folder, name) = (ImagePath.Parent(entry.Path), ImagePath.Name(entry.Path));
            RemoveBelow(name == Opaque ? folder : Under(folder, name[Whiteout.Length..]), withItself: name != Opaque);
        }

        foreach (var entry in layer.Where(entry => !IsWhiteout(entry)))
        {
            if (entry.Kind != EntryKind.Folder && _entries.TryGetValue(entry.Path, out var replaced) && replaced.Kind == EntryKind.Folder)
                RemoveBelow(entry.Path, withItself: true);
            _entries[entry.Path] = entry;
        }
    }

    /// <summary>What stands at a path itself; null when there is nothing.</summary>
    public ImageEntry? At(string path) => _entries.GetValueOrDefault(path);

    /// <summary>The file that a path leads to over links; null when there is none.</summary>
    public ImageEntry? Find(string path)
    {
        for (var links = 0; links < MostLinks; links++)
        {
            if (ImagePath.Parents(path).Append(path).Select(At).LastOrDefault(entry => entry?.Kind == EntryKind.SymbolicLink && entry.Path != path) is { } folder)
                path = Under(ImagePath.Join(folder.Path, folder.Target ?? ""), path[(folder.Path.Length + 1)..]);
            else if (At(path) is { Kind: EntryKind.SymbolicLink } link)
                path = ImagePath.Join(path, link.Target ?? "");
            else
                return At(path);
        }

        return null;
    }

    private static bool IsWhiteout(ImageEntry entry) => ImagePath.Name(entry.Path).StartsWith(Whiteout, StringComparison.Ordinal);

    private static string Under(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    private void RemoveBelow(string path, bool withItself)
    {
        var gone = _entries.Keys.Where(key => path.Length == 0 || key.StartsWith($"{path}/", StringComparison.Ordinal) || (withItself && key == path)).ToList();
        foreach (var key in gone)
            _entries.Remove(key);
    }
}
