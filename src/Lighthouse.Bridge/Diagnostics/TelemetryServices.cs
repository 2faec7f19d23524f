namespace Lighthouse.Bridge.Diagnostics;

/// <summary>Registers: traces and figures.</summary>
internal static class TelemetryServices
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddSingleton<RequestFigures>()
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<RequestFigures>())
        .AddSingleton<StoreMeter>()
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<StoreMeter>())
        .AddSingleton<IMetricSource, ProcessFigures>()
        .AddSingleton<IManagedHeap, ManagedHeap>()
        .AddHostedService<MemoryReturn>()
        .AddHostedService<TraceExport>();
}
