namespace Lighthouse.Chaos.FileDamage;

/// <summary>Which file is damaged, and how.</summary>
public sealed record FileDamageOptions
{
    /// <summary>The file, at most 1 GB. What writes it should be stopped while it is damaged and healed.</summary>
    public required string Path { get; init; }

    /// <summary>The folder that belongs to this run; a file outside it, or reached through a link, is refused.</summary>
    public required string AllowedFolder { get; init; }

    /// <summary>How it is damaged.</summary>
    public required DamageKind Kind { get; init; }

    /// <summary>Where its records lie, ascending and without overlap. Not needed to delete or roll back.</summary>
    public IReadOnlyList<RecordSpan> Records { get; init; } = [];

    /// <summary>The place of the length field in a record. Default 0.</summary>
    public int LengthFieldOffset { get; init; }

    /// <summary>The size of the length field in bytes. Default 4.</summary>
    public int LengthFieldSize { get; init; } = 4;

    /// <summary>An earlier copy of the file, for <see cref="DamageKind.RolledBackFile"/>.</summary>
    public string? EarlierVersion { get; init; }

    /// <summary>The seeded source of places.</summary>
    public required Random Random { get; init; }

    internal void Validate()
    {
        // A way back ("..") through a link leads elsewhere than its text says.
        if (!IsPlain(Path) || !IsPlain(AllowedFolder))
            throw new ArgumentException($"LHC4301: '{Path}' and '{AllowedFolder}' must both be full paths without '..'.");
        if (!Path.StartsWith(AllowedFolder.TrimEnd(System.IO.Path.DirectorySeparatorChar) + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ArgumentException($"LHC4302: '{Path}' does not lie in '{AllowedFolder}'; only files of this run may be damaged.");
        if (Kind == DamageKind.RolledBackFile && EarlierVersion is null)
            throw new ArgumentException("LHC4303: rolling back needs EarlierVersion, an earlier copy of the file.");
        if (NeedsRecords && Records.Count < LeastRecords)
            throw new ArgumentException($"LHC4304: {Kind} needs at least {LeastRecords} records, and {Records.Count} are given.");
        if (LengthFieldOffset < 0 || LengthFieldSize < 1)
            throw new ArgumentException($"LHC4305: a length field at {LengthFieldOffset} of {LengthFieldSize} bytes does not exist.");
        CheckRecords();
    }

    private bool NeedsRecords => Kind is not (DamageKind.DeletedFile or DamageKind.RolledBackFile);

    private int LeastRecords => Kind is DamageKind.SwappedRecords or DamageKind.CutTail ? 2 : 1;

    private void CheckRecords()
    {
        var end = 0L;
        foreach (var record in Records)
        {
            if (record.Offset < end || record.Length < 1)
                throw new ArgumentException($"LHC4306: the record at {record.Offset} of {record.Length} bytes overlaps the one before or is empty.");
            end = record.End;
        }

        if (Kind == DamageKind.DamagedLength && Records.Any(record => record.Length < LengthFieldOffset + LengthFieldSize))
            throw new ArgumentException($"LHC4307: a record is shorter than its length field, which ends at byte {LengthFieldOffset + LengthFieldSize}.");
        if (Kind == DamageKind.TornTail && Records[^1].Length < 2)
            throw new ArgumentException("LHC4308: a record of one byte cannot be torn.");
    }

    private static bool IsPlain(string path) => System.IO.Path.IsPathFullyQualified(path) && System.IO.Path.GetFullPath(path) == path;
}
