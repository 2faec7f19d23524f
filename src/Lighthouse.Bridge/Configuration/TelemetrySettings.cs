namespace Lighthouse.Bridge.Configuration;

/// <summary>Traces: the configuration section <c>Bridge:Telemetry</c>.</summary>
public sealed record TelemetrySettings
{
    internal static TelemetrySettings Read(OptionsSection section)
    {
        _ = section;
        return new();
    }
}
