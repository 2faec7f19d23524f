using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Events.Postgres;

namespace Lighthouse.Bridge.State.Snapshots;

/// <summary>
/// A second set of the parts that no request ever touches, fed from stored events alone: what it holds after an event is exactly the
/// state after that event, however many requests run meanwhile.
/// </summary>
internal sealed class ShadowState : IAsyncDisposable
{
    // No second store is opened, and nothing runs by itself.
    private static readonly Type[] LeftOut =
        [typeof(IEventStore), typeof(ISharedEventStore), typeof(FileEventStore), typeof(PostgresEventStore), typeof(IHostedService)];

    private readonly ServiceProvider _services;

    private ShadowState(ServiceProvider services)
    {
        _services = services;
        Parts = services.GetRequiredService<StateParts>();
    }

    public StateParts Parts { get; }

    /// <summary>Builds fresh parts as they are registered, with a store that takes nothing.</summary>
    public static ShadowState Create(RegisteredServices registered, IServiceProvider live)
    {
        var services = new ServiceCollection();
        foreach (var service in registered.All)
            if (!LeftOut.Contains(service.ServiceType))
                ((ICollection<ServiceDescriptor>)services).Add(service);
        services.AddSingleton<IEventStore, ClosedStore>();
        services.AddSingleton(live.GetRequiredService<ILoggerFactory>());
        return new ShadowState(services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>A part that is rebuilt from events must not write any.</summary>
    private sealed class ClosedStore : IEventStore
    {
        public long LastSequence => 0;

        public RecoveryReport Recovery { get; } = new(0, 0, []);

        public StoreHealth Health { get; } = new(false, null);

        public Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) =>
            throw new EventStoreException(EventStoreError.NotWritable, "LHB6160: a part stored an event while its state was rebuilt; only requests may.");

        public IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, CancellationToken cancellation) => AsyncEnumerable.Empty<StoredEvent>();

        public Task WaitForNewerAsync(long sequence, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>Everything that is registered.</summary>
internal sealed record RegisteredServices(IServiceCollection All);
