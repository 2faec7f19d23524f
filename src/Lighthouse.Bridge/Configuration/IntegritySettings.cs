namespace Lighthouse.Bridge.Configuration;

/// <summary>The integrity monitor: the configuration section <c>Bridge:Integrity</c>.</summary>
public sealed record IntegritySettings
{
    /// <summary>Whether the stored bytes are verified while the bridge runs. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Stored bytes that are verified a second. Default 8 MB.</summary>
    public long BytesPerSecond { get; init; } = 8_000_000;

    /// <summary>Rest between two passes over the whole store, in seconds. Default 60.</summary>
    public int PassSeconds { get; init; } = 60;

    /// <summary>How far time may run back from one event to the next, or ahead of the clock, in milliseconds. Default 5,000.</summary>
    public int ClockToleranceMilliseconds { get; init; } = 5_000;

    /// <summary>Names of files in the data directory that are none of the bridge's and are to be there.</summary>
    public IReadOnlyList<string> KnownFiles { get; init; } = [];

    internal static IntegritySettings Read(OptionsSection section) => new()
    {
        Enabled = section.Flag("Enabled", true),
        BytesPerSecond = section.Number("BytesPerSecond", 8_000_000, 1_000, 100_000_000_000),
        PassSeconds = (int)section.Number("PassSeconds", 60, 1, 86_400),
        ClockToleranceMilliseconds = (int)section.Number("ClockToleranceMilliseconds", 5_000, 0, 86_400_000),
        KnownFiles = section.Text("KnownFiles")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
    };
}
