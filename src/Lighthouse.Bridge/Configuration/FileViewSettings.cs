namespace Lighthouse.Bridge.Configuration;

/// <summary>The file view: the configuration section <c>Bridge:FileView</c>.</summary>
public sealed record FileViewSettings
{
    /// <summary>The folder where it is mounted; null, the default, for no file view.</summary>
    public string? MountPoint { get; init; }

    /// <summary>The project's files, shown under <c>current/</c>. Default <c>project</c> within the data directory.</summary>
    public string? ProjectDirectory { get; init; }

    /// <summary>Whether other users of the machine than the bridge's may enter; mode bits hold for them. Default false.</summary>
    public bool AllowOthers { get; init; }

    /// <summary>Whether every agent, and not only those who audit, gets the events of changed files. Default false.</summary>
    public bool ShareChanges { get; init; }

    /// <summary>Threads that answer the kernel, 2 to 64. Default 8.</summary>
    public int Threads { get; init; } = 8;

    /// <summary>Largest file in <c>current/</c>, in bytes. Default 64 MiB.</summary>
    public long FileBytes { get; init; } = 64L << 20;

    /// <summary>All files in <c>current/</c> together, in bytes. Default 1 GiB.</summary>
    public long TotalBytes { get; init; } = 1L << 30;

    /// <summary>Most files and folders in <c>current/</c>. Default 100,000.</summary>
    public long Files { get; init; } = 100_000;

    /// <summary>How far back <c>history/</c> reaches, in hours. Default 168.</summary>
    public int HistoryHours { get; init; } = 168;

    /// <summary>Most superseded versions that <c>history/</c> keeps. Default 100,000.</summary>
    public int HistoryVersions { get; init; } = 100_000;

    internal static FileViewSettings Read(OptionsSection section) => new()
    {
        MountPoint = FullPath(section.Text("MountPoint")),
        ProjectDirectory = FullPath(section.Text("ProjectDirectory")),
        AllowOthers = section.Flag("AllowOthers", false),
        ShareChanges = section.Flag("ShareChanges", false),
        Threads = (int)section.Number("Threads", 8, 2, 64),
        FileBytes = section.Number("FileBytes", 64L << 20, 1, 1L << 40),
        TotalBytes = section.Number("TotalBytes", 1L << 30, 1, 1L << 44),
        Files = section.Number("Files", 100_000, 1, 10_000_000),
        HistoryHours = (int)section.Number("HistoryHours", 168, 1, 100_000),
        HistoryVersions = (int)section.Number("HistoryVersions", 100_000, 1, 10_000_000),
    };

    private static string? FullPath(string? path) => path is null ? null : Path.GetFullPath(path);
}
