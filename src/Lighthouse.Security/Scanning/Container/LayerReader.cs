using System.Formats.Tar;
using System.IO.Compression;

namespace Lighthouse.Security.Scanning.Container;

/// <summary>Reads the layers of an image, content by content.</summary>
/// <param name="files">The saved image.</param>
/// <param name="look">Gets each file with its content, also those that a later layer removes.</param>
/// <param name="doubts">Gets what could not be looked at.</param>
internal sealed class LayerReader(IImageFiles files, Action<ImageEntry, byte[]> look, ICollection<string> doubts)
{
    private const string Capability = "SCHILY.xattr.security.capability";
    private long _bytesLeft = ImageLimits.MostBytes;
    private int _entriesLeft = ImageLimits.MostEntries;

    /// <summary>Reads one layer to its end.</summary>
    /// <param name="file">The layer in the archive.</param>
    /// <param name="digest">SHA-256 of it unpacked, in hex.</param>
    /// <param name="number">Which layer it is, from 1.</param>
    /// <exception cref="ScanException">It cannot be read, or is not what its digest says.</exception>
    public IReadOnlyList<ImageEntry> Read(string file, string digest, int number)
    {
        using var packed = files.Open(file);
        using var unpacked = Unpack(packed, number);
        using var measured = new MeasuredStream(unpacked, _bytesLeft);
        using var reader = new TarReader(measured, leaveOpen: true);
        var entries = new Dictionary<string, ImageEntry>(StringComparer.Ordinal);
        while (reader.GetNextEntry() is { } entry)
        {
            if (--_entriesLeft < 0)
                throw new ScanException($"LHS5732: the layers of the image hold more than {ImageLimits.MostEntries:#,##0} files.");
            if (Take(entry, number, entries) is { } taken)
                entries[taken.Path] = taken;
        }

        if (measured.Finish() != digest)
            throw new ScanException($"LHS5733: layer {number} is not what its digest says; the archive is damaged or was edited.");
        _bytesLeft -= measured.Count;
        return [.. entries.Values];
    }

    private static Stream Unpack(Stream packed, int number)
    {
        var start = new byte[4];
        var length = packed.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var whole = new ConcatenatedStream(start.AsMemory(0, length), packed);
        return start switch
        {
            [0x1F, 0x8B, ..] => new GZipStream(whole, CompressionMode.Decompress),
            [0x28, 0xB5, 0x2F, 0xFD] => throw new ScanException($"LHS5734: layer {number} is compressed by zstd, which is not read here; save the image with docker save."),
            _ => whole,
        };
    }

    private ImageEntry? Take(TarEntry entry, int number, Dictionary<string, ImageEntry> sofar)
    {
        var path = ImagePath.Normalise(entry.Name);
        if (path.Length == 0)
            return null;
        var taken = new ImageEntry(path, EntryKind.File, entry.Mode, entry.Uid, entry.Gid, number)
        {
            HasCapabilities = entry is PaxTarEntry pax && pax.ExtendedAttributes.ContainsKey(Capability),
        };
        return entry.EntryType switch
        {
            TarEntryType.Directory => taken with { Kind = EntryKind.Folder },
            TarEntryType.SymbolicLink => taken with { Kind = EntryKind.SymbolicLink, Target = entry.LinkName },
            // The same file under another name.
            TarEntryType.HardLink => sofar.TryGetValue(ImagePath.Normalise(entry.LinkName), out var other) ? other with { Path = path, Mode = entry.Mode } : taken,
            TarEntryType.BlockDevice or TarEntryType.CharacterDevice => taken with { Kind = EntryKind.Device },
            TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => Look(taken, entry),
            TarEntryType.Fifo => null,
            var other => throw new ScanException($"LHS5735: '{path}' in layer {number} is of a kind that is not read here ({other})."),
        };
    }

    private ImageEntry Look(ImageEntry taken, TarEntry entry)
    {
        if (entry.Length > ImageLimits.LongestFile)
        {
            doubts.Add($"LHS5736: '{taken.Path}' in layer {taken.Layer} is larger than {ImageLimits.LongestFile >> 20} MB and was not looked at.");
            return taken;
        }

        var content = new byte[entry.Length];
        entry.DataStream?.ReadExactly(content);
        var looked = taken with { Program = KindOf(content, taken.Mode), Content = InstalledPackages.Needs(taken.Path) || ImageUser.Needs(taken.Path) ? content : null };
        look(looked, content);
        return looked;
    }

    private static ProgramKind KindOf(byte[] content, UnixFileMode mode) => content switch
    {
        [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] => ProgramKind.Native,
        [(byte)'M', (byte)'Z', ..] => ProgramKind.Managed,
        [(byte)'#', (byte)'!', ..] when (mode & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0 => ProgramKind.Script,
        _ => ProgramKind.None,
    };
}
