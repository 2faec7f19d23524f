namespace Lighthouse.Bridge.Configuration;

/// <summary>The validation of commands: the configuration section <c>Bridge:Validation</c>.</summary>
public sealed record ValidationSettings
{
    internal static ValidationSettings Read(OptionsSection section)
    {
        _ = section;
        return new();
    }
}
