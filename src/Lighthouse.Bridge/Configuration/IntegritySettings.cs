namespace Lighthouse.Bridge.Configuration;

/// <summary>The integrity monitor: the configuration section <c>Bridge:Integrity</c>.</summary>
public sealed record IntegritySettings
{
    internal static IntegritySettings Read(OptionsSection section)
    {
        _ = section;
        return new();
    }
}
