using Lighthouse.Bridge.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lighthouse.Bridge.Events.Postgres;

/// <summary>Registers the store in PostgreSQL.</summary>
public static class PostgresStoreServices
{
    /// <summary>
    /// Registers <see cref="IEventStore"/>, <see cref="ISharedEventStore"/> and <see cref="IRecordSeal"/>, each unless it is already there. The
    /// store opens when it is resolved first.
    /// </summary>
    /// <param name="services">Where.</param>
    /// <param name="options">How.</param>
    /// <param name="key">Secret key of the seals; the same for all instances.</param>
    public static IServiceCollection AddPostgresEventStore(this IServiceCollection services, PostgresStoreOptions options, string key)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRecordSeal>(_ => new HmacRecordSeal(key));
        services.TryAddSingleton(provider => PostgresEventStore.Open(
            options, provider.GetRequiredService<IRecordSeal>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<ILogger<PostgresEventStore>>()));
        services.TryAddSingleton<IEventStore>(provider => provider.GetRequiredService<PostgresEventStore>());
        services.TryAddSingleton<ISharedEventStore>(provider => provider.GetRequiredService<PostgresEventStore>());
        services.AddSingleton<IMetricSource, PostgresMetrics>();
        return services;
    }
}
