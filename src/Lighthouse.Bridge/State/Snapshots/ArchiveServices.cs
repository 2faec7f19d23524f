using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Archiving;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lighthouse.Bridge.State.Snapshots;

/// <summary>Registers: snapshots of the state, and what becomes of closed segments.</summary>
internal static class ArchiveServices
{
    public static IServiceCollection AddArchive(this IServiceCollection services)
    {
        services.TryAddSingleton<IStableStorage, StableStorage>();
        return services.AddArchiveParts();
    }

    private static IServiceCollection AddArchiveParts(this IServiceCollection services) => services
        .AddSingleton(new RegisteredServices(services))
        .AddSingleton<Operations.ReplayLimit>()
        .AddSingleton<StateParts>()
        .AddSingleton<SnapshotFiles>()
        .AddSingleton<StateSnapshots>()
        .AddSingleton<SnapshotKeeper>()
        .AddSingleton<IRunsWhenReady>(provider => provider.GetRequiredService<SnapshotKeeper>())
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<SnapshotKeeper>())
        .AddSingleton<ArchiveKeeper>()
        .AddSingleton<IRunsWhenReady>(provider => provider.GetRequiredService<ArchiveKeeper>())
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<ArchiveKeeper>());
}
