using System.Collections.Concurrent;
using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Messages;
using Lighthouse.Bridge.Push;
using Lighthouse.Bridge.Tests.Running;
using Lighthouse.Bridge.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lighthouse.Bridge.Tests.Messages;

public sealed class MessageFeedTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Each_event_is_announced_once_and_in_order_whoever_hurries()
    {
        const int Writers = 8;
        const int Each = 200;
        var announced = new Announced();
        await using var parts = await StartAsync(announced);
        using var stop = new CancellationTokenSource();
        var loop = FollowAsync(parts, stop.Token);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await StoreAsync(parts);
                if (writer % 2 == 0) await parts.Get<Announcer>().AnnounceAsync();
            }
        })));
        var last = parts.Get<IEventStore>().LastSequence;
        Assert.True(SpinWait.SpinUntil(() => announced.Sequences.LastOrDefault() == last, Patience), "not everything was announced");
        await stop.CancelAsync();
        await loop;
        Assert.Equal(Enumerable.Range(1, (int)last).Select(i => (long)i), announced.Sequences);
    }

    [Fact]
    public async Task Who_hurries_finds_what_he_stored_announced_and_leaves_many_events_to_the_loop()
    {
        var announced = new Announced();
        await using var parts = await StartAsync(announced, Unwatched);
        var announcer = parts.Get<Announcer>();
        await StoreAsync(parts);
        await announcer.AnnounceAsync();
        Assert.Empty(announced.Sequences);

        // From here on it has begun, but the store never wakes the loop.
        using var stop = new CancellationTokenSource();
        var from = parts.Get<IEventStore>().LastSequence;
        var loop = FollowAsync(parts, stop.Token);
        await announcer.AnnounceAsync();
        announced.Sequences.Clear();
        await StoreAsync(parts);
        await announcer.AnnounceAsync();
        Assert.Equal([from + 1], announced.Sequences);

        for (var i = 0; i < 10; i++) await StoreAsync(parts);
        await announcer.AnnounceAsync();
        Assert.Equal([from + 1], announced.Sequences);
        await stop.CancelAsync();
        await loop;
    }

    private static Task<BridgeParts> StartAsync(Announced announced, Action<IServiceCollection>? customise = null) => BridgeParts.StartAsync(services =>
    {
        services.AddSingleton<IPushes>(announced);
        services.AddSingleton<IHostApplicationLifetime>(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
        customise?.Invoke(services);
    });

    private static Task FollowAsync(BridgeParts parts, CancellationToken cancellation) =>
        parts.Get<IEnumerable<IRunsWhenReady>>().OfType<MessageFeed>().Single().RunAsync(cancellation);

    private static Task<IReadOnlyList<StoredEvent>> StoreAsync(BridgeParts parts) => parts.Get<IEventStore>().AppendAsync(
        [new NewEvent("note", "a", "agent", "agent-1", "agent", JsonElement.Parse("{}"), JsonElement.Parse("{}"))], CancellationToken.None);

    private static void Unwatched(IServiceCollection services)
    {
        var open = services.Single(service => service.ServiceType == typeof(IEventStore)).ImplementationFactory!;
        services.AddSingleton<IEventStore>(provider => new UnwatchedStore((IEventStore)open(provider)));
    }

    /// <summary>Never says that there is something newer.</summary>
    private sealed class UnwatchedStore(IEventStore inner) : IEventStore
    {
        public long LastSequence => inner.LastSequence;

        public RecoveryReport Recovery => inner.Recovery;

        public StoreHealth Health => inner.Health;

        public Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) => inner.AppendAsync(events, cancellation);

        public IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, CancellationToken cancellation) => inner.ReadAsync(afterSequence, cancellation);

        public byte[]? SealOf(long sequence) => inner.SealOf(sequence);

        public Task WaitForNewerAsync(long sequence, CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private sealed class Announced : IPushes
    {
        public ConcurrentQueue<long> Sequences { get; } = new();

        public int Sockets => 0;

        public void Announce(StoredEvent stored) => Sequences.Enqueue(stored.Sequence);
    }
}
