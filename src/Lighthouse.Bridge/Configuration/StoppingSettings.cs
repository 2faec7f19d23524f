namespace Lighthouse.Bridge.Configuration;

/// <summary>How the bridge stops: the configuration section <c>Bridge:Stopping</c>.</summary>
public sealed record StoppingSettings
{
    /// <summary>How long it still takes requests after it was told to stop, while <c>/health</c> says 503. Default 0 s.</summary>
    public TimeSpan Notice { get; init; } = TimeSpan.Zero;

    /// <summary>How long running requests may take to finish once nothing new is taken; then they are cut. Default 8 s.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(8);

    internal static StoppingSettings Read(OptionsSection section) => new()
    {
        Notice = TimeSpan.FromSeconds(section.Number("NoticeSeconds", 0, 0, 600)),
        Drain = TimeSpan.FromSeconds(section.Number("DrainSeconds", 8, 1, 600)),
    };
}
