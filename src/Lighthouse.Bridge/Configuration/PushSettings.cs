namespace Lighthouse.Bridge.Configuration;

/// <summary>Push over WebSocket: the configuration section <c>Bridge:Push</c>.</summary>
public sealed record PushSettings
{
    internal static PushSettings Read(OptionsSection section)
    {
        _ = section;
        return new();
    }
}
