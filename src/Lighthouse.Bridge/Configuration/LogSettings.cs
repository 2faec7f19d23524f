namespace Lighthouse.Bridge.Configuration;

/// <summary>Logs: the configuration section <c>Bridge:Log</c>.</summary>
public sealed record LogSettings
{
    /// <summary>The least level that is written. Default <c>information</c>.</summary>
    public LogLevel Level { get; init; } = LogLevel.Information;

    /// <summary>A file that is written beside the standard error; null for none.</summary>
    public string? File { get; init; }

    /// <summary>Size at which a new file is begun. Default 100 MiB.</summary>
    public long FileBytes { get; init; } = 100L << 20;

    /// <summary>How many files are kept, the newest included. Default 10.</summary>
    public int Files { get; init; } = 10;

    internal static LogSettings Read(OptionsSection section) => new()
    {
        Level = Enum.Parse<LogLevel>(section.Choice("Level", "information", "trace", "debug", "information", "warning", "error"), ignoreCase: true),
        File = Writable(section, section.Text("File")),
        FileBytes = section.Number("FileMegabytes", 100, 1, 10_000) << 20,
        Files = (int)section.Number("Files", 10, 1, 1_000),
    };

    // The sink would drop every line in silence.
    private static string? Writable(OptionsSection section, string? path)
    {
        if (path is null) return null;
        try
        {
            path = Path.GetFullPath(path);
            using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            return path;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            section.Wrong("File", "LHB2010", $"names a file that cannot be written ({problem.GetType().Name}). Name one in a folder that exists and can be written.");
            return null;
        }
    }
}
