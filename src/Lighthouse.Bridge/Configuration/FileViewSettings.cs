namespace Lighthouse.Bridge.Configuration;

/// <summary>The file view: the configuration section <c>Bridge:FileView</c>.</summary>
public sealed record FileViewSettings
{
    internal static FileViewSettings Read(OptionsSection section)
    {
        _ = section;
        return new();
    }
}
