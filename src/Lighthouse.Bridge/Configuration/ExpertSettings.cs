namespace Lighthouse.Bridge.Configuration;

/// <summary>Experts and delegation: the configuration section <c>Bridge:Experts</c>.</summary>
public sealed record ExpertSettings
{
    internal static ExpertSettings Read(OptionsSection section)
    {
        _ = section;
        return new();
    }
}
