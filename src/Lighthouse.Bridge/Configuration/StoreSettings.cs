namespace Lighthouse.Bridge.Configuration;

/// <summary>How events are kept: the configuration section <c>Bridge:Store</c>.</summary>
public sealed record StoreSettings
{
    /// <summary>What becomes of stored events.</summary>
    public ArchiveSettings Archive { get; init; } = new();

    internal static StoreSettings Read(OptionsSection section) => new()
    {
        Archive = ArchiveSettings.Read(section),
    };
}
