using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Integrity.Checks;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Integrity;

/// <summary>Registers: the integrity monitor and its checks.</summary>
internal static class IntegrityServices
{
    public static IServiceCollection AddIntegrity(this IServiceCollection services) => services
        .AddSingleton<IIntegrityCheck, HashMismatchCheck>()
        .AddSingleton<IIntegrityCheck, SequenceCheck>()
        .AddSingleton<IIntegrityCheck, TimestampCheck>()
        .AddSingleton<IIntegrityCheck, TamperingCheck>()
        .AddSingleton<IIntegrityCheck, ModificationCheck>()
        .AddSingleton<IIntegrityCheck, CryptographicCheck>()
        .AddSingleton<IntegrityMonitor>()
        .AddSingleton<IIntegrityMonitor>(provider => provider.GetRequiredService<IntegrityMonitor>())
        .AddEventSourced<IIntegrityMonitor>()
        .AddSingleton<IRunsWhenReady>(provider => provider.GetRequiredService<IntegrityMonitor>())
        .AddSingleton<IComponent>(provider => provider.GetRequiredService<IntegrityMonitor>())
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<IntegrityMonitor>());
}
