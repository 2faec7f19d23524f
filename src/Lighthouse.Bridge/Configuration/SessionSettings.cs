namespace Lighthouse.Bridge.Configuration;

/// <summary>How long sessions last: the configuration section <c>Bridge:Sessions</c>.</summary>
public sealed record SessionSettings
{
    /// <summary>A session ends when it was not used for this long. Default 3,600 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>A session ends after this long in any case. Default 8 h.</summary>
    public TimeSpan Hard { get; init; } = TimeSpan.FromHours(8);

    internal static SessionSettings Read(OptionsSection section) => new()
    {
        Idle = TimeSpan.FromSeconds(section.Number("IdleSeconds", 3_600, 1, 86_400)),
        Hard = TimeSpan.FromSeconds(section.Number("HardSeconds", 8 * 3_600, 1, 604_800)),
    };
}
