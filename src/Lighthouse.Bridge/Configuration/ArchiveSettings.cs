namespace Lighthouse.Bridge.Configuration;

/// <summary>What becomes of stored events: keys of the configuration section <c>Bridge:Store</c>.</summary>
public sealed record ArchiveSettings
{
    /// <summary>Size in bytes from which a segment is closed. Default 100 MB.</summary>
    public long SegmentBytes { get; init; } = 100_000_000;

    /// <summary>Whether closed segments are compressed. Default true.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Most that compressing takes of one core, in percent. Default 25.</summary>
    public int CompressCpuPercent { get; init; } = 25;

    /// <summary>How often closed segments are looked after, in seconds. Default 30.</summary>
    public int ArchiveSeconds { get; init; } = 30;

    /// <summary>Days after which events are removed. Default 0: never by age.</summary>
    public int RetainDays { get; init; }

    /// <summary>Bytes of segments above which the oldest are removed. Default 0: never by size.</summary>
    public long RetainBytes { get; init; }

    /// <summary>Folder that removed segments are moved to. Default none: they are deleted.</summary>
    public string? RetainTo { get; init; }

    /// <summary>Events from one snapshot of the state to the next. Default 10,000; 0 makes none.</summary>
    public int SnapshotEvents { get; init; } = 10_000;

    /// <summary>Least time from one snapshot to the next, in seconds. Default 10.</summary>
    public int SnapshotSeconds { get; init; } = 10;

    /// <summary>Most that making snapshots takes of one core, in percent. Default 25.</summary>
    public int SnapshotCpuPercent { get; init; } = 25;

    internal static ArchiveSettings Read(OptionsSection section) => new()
    {
        SegmentBytes = section.Number("SegmentBytes", 100_000_000, 4_096, 10_000_000_000),
        Compress = section.Flag("Compress", true),
        CompressCpuPercent = (int)section.Number("CompressCpuPercent", 25, 1, 100),
        ArchiveSeconds = (int)section.Number("ArchiveSeconds", 30, 1, 86_400),
        RetainDays = (int)section.Number("RetainDays", 0, 0, 36_500),
        RetainBytes = section.Number("RetainBytes", 0, 0, long.MaxValue),
        RetainTo = section.Text("RetainTo") is { } folder ? Path.GetFullPath(folder) : null,
        SnapshotEvents = (int)section.Number("SnapshotEvents", 10_000, 0, 10_000_000),
        SnapshotSeconds = (int)section.Number("SnapshotSeconds", 10, 0, 86_400),
        SnapshotCpuPercent = (int)section.Number("SnapshotCpuPercent", 25, 1, 100),
    };
}
