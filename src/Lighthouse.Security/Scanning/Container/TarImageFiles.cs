using System.Formats.Tar;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>A saved image in one archive, as <c>docker save</c> writes it.</summary>
internal sealed class TarImageFiles : IImageFiles
{
    private readonly string _path;
    private readonly Dictionary<string, (long Offset, long Length)> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _links = new(StringComparer.Ordinal);

    /// <summary>Reads what an archive holds.</summary>
    /// <exception cref="ScanException">It is none.</exception>
    public TarImageFiles(string path)
    {
        _path = path;
        using var file = File.OpenRead(path);
        if (file.ReadByte() == 0x1F && file.ReadByte() == 0x8B)
            throw new ScanException($"LHS5711: '{Path.GetFileName(path)}' is compressed; unpack it first: gunzip.");
        file.Position = 0;
        using var reader = new TarReader(file);
        while (reader.GetNextEntry() is { } entry)
            Add(entry, file.Length);
    }

    public bool Has(string name) => _files.ContainsKey(Followed(name));

    public Stream Open(string name)
    {
        if (!_files.TryGetValue(Followed(name), out var place))
            throw new ScanException($"LHS5712: the archive lacks '{name}'.");
        return new FileSection(File.OpenRead(_path), place.Offset, place.Length);
    }

    private void Add(TarEntry entry, long length)
    {
        var name = ImagePath.Normalise(entry.Name);
        if (_files.Count + _links.Count >= ImageLimits.MostBlobs)
            throw new ScanException($"LHS5713: the archive holds more than {ImageLimits.MostBlobs:#,##0} files.");
        if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            // Older engines write a layer that occurs twice as a link: ../ID/layer.tar. Only the archive is searched for its target.
            var target = entry.EntryType == TarEntryType.HardLink ? entry.LinkName : ImagePath.Join(name, entry.LinkName);
            AddOnce(_links.TryAdd(name, ImagePath.Normalise(target)) && !_files.ContainsKey(name), name);
        }
        else if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile)
        {
            if (entry.Length > 0 && (entry.DataOffset < 0 || entry.DataOffset > length - entry.Length))
                throw new ScanException($"LHS5714: the archive ends within '{name}'.");
            AddOnce(_files.TryAdd(name, (Math.Max(0, entry.DataOffset), entry.Length)) && !_links.ContainsKey(name), name);
        }
    }

    private static void AddOnce(bool isNew, string name)
    {
        if (!isNew)
            throw new ScanException($"LHS5715: the archive holds '{name}' twice; which of them an engine takes nobody can tell.");
    }

    private string Followed(string name) => _links.TryGetValue(ImagePath.Normalise(name), out var target) ? target : ImagePath.Normalise(name);
}
