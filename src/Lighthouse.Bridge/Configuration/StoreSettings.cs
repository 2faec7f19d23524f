namespace Lighthouse.Bridge.Configuration;

/// <summary>How events are kept: the configuration section <c>Bridge:Store</c>.</summary>
public sealed record StoreSettings
{
    internal static StoreSettings Read(OptionsSection section)
    {
        _ = section;
        return new();
    }
}
