using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lighthouse.Bridge.Events;

/// <summary>Registers the file store.</summary>
public static class EventStoreServices
{
    /// <summary>
    /// Registers <see cref="IEventStore"/>, <see cref="IRecordSeal"/> and <see cref="IStableStorage"/>, each unless it is already
    /// there. The store opens when <see cref="IEventStore"/> is resolved first.
    /// </summary>
    /// <param name="services">Where.</param>
    /// <param name="options">Builds the options, from configuration for example.</param>
    /// <param name="key">Builds the secret key of the seals.</param>
    public static IServiceCollection AddFileEventStore(
        this IServiceCollection services, Func<IServiceProvider, EventStoreOptions> options, Func<IServiceProvider, string> key)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRecordSeal>(provider => new HmacRecordSeal(key(provider)));
        services.TryAddSingleton<IStableStorage, StableStorage>();
        services.TryAddSingleton(provider => FileEventStore.Open(
            options(provider),
            provider.GetRequiredService<IRecordSeal>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IStableStorage>(),
            provider.GetService<ILogger<FileEventStore>>()));
        services.TryAddSingleton<IEventStore>(provider => provider.GetRequiredService<FileEventStore>());
        return services;
    }
}
