namespace Lighthouse.Bridge.Diagnostics;

/// <summary>Registers: traces and figures.</summary>
internal static class TelemetryServices
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services) => services;
}
