using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Experts;
using Microsoft.Extensions.DependencyInjection;

namespace Lighthouse.Bridge.Tests.Experts;

/// <summary>What is behind the interfaces can be replaced, and a store that fails leaves nothing occupied.</summary>
public sealed class SeamTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 9)]
    public async Task A_decorated_routing_is_the_one_that_is_used(bool defective, int difference)
    {
        await using var world = await ExpertWorld.StartAsync(services =>
        {
            if (defective) services.AddSingleton<IExpertRouting, AlwaysTheFirst>();
        });
        foreach (var name in new[] { "a", "b", "c" }) await world.RegisterAsync(name);
        for (var i = 0; i < 9; i++) await world.DelegateAsync("capability:review");
        var loads = world.Experts.List(null, null).Select(e => e.Open).ToList();
        Assert.Equal(9, loads.Sum());
        Assert.True(defective ? loads.Max() - loads.Min() == difference : loads.Max() - loads.Min() <= difference, string.Join(", ", loads));
    }

    [Fact]
    public async Task What_cannot_be_stored_was_not_handed_out_and_occupies_nobody()
    {
        FailingStore? store = null;
        await using var world = await ExpertWorld.StartAsync(services => services.AddSingleton<IEventStore>(Decorated(services, s => store = s)));
        await world.RegisterAsync("expert");
        store!.IsBroken = true;
        for (var i = 0; i < 15; i++) await ExpertWorld.RefusedAsync(503, "store_unavailable", () => world.DelegateAsync("expert"));
        Assert.Equal((0, 0), (world.Expert("expert").Open, world.Delegations.Measure().Open));
        Assert.Empty(world.Delegations.OpenFor("expert"));
        store.IsBroken = false;
        await world.DelegateAsync("expert");
        Assert.Equal(1, world.Expert("expert").Open);
    }

    [Fact]
    public async Task A_completion_that_cannot_be_stored_is_not_known_for_one_and_does_not_keep_the_expert_busy()
    {
        FailingStore? store = null;
        await using var world = await ExpertWorld.StartAsync(services => services.AddSingleton<IEventStore>(Decorated(services, s => store = s)));
        await world.RegisterAsync("expert");
        var work = await world.DelegateAsync("expert");
        store!.IsBroken = true;
        await ExpertWorld.RefusedAsync(503, "store_unavailable", () => world.CompleteAsync("expert", work.Id));
        Assert.Equal((0, DelegationState.Pending), (world.Expert("expert").Open, await world.StateOfAsync(work.Id)));
        store.IsBroken = false;
        await ExpertWorld.RefusedAsync(409, "already_ended", () => world.CompleteAsync("expert", work.Id));
        await world.RestartAsync();
        Assert.Equal((1, DelegationState.Pending), (world.Expert("expert").Open, await world.StateOfAsync(work.Id)));
        Assert.Equal(DelegationState.Completed, await world.CompleteAsync("expert", work.Id));
    }

    [Fact]
    public async Task A_deadline_whose_event_cannot_be_stored_passes_all_the_same_also_after_a_restart()
    {
        FailingStore? store = null;
        await using var world = await ExpertWorld.StartAsync(services => services.AddSingleton<IEventStore>(Decorated(services, s => store = s)));
        await world.RegisterAsync("expert");
        var work = await world.DelegateAsync("expert");
        store!.IsBroken = true;
        world.Time.Advance(TimeSpan.FromSeconds(300));
        Assert.Equal(DelegationState.TimedOut, await world.StateOfAsync(work.Id));
        await world.RestartAsync();
        world.Time.Advance(TimeSpan.Zero);
        Assert.Equal(DelegationState.TimedOut, await world.StateOfAsync(work.Id));
        Assert.Single(await world.EventsAsync("delegation_timed_out"));
    }

    private static Func<IServiceProvider, IEventStore> Decorated(IServiceCollection services, Action<FailingStore> made)
    {
        var open = services.Last(s => s.ServiceType == typeof(IEventStore)).ImplementationFactory!;
        return provider =>
        {
            var store = new FailingStore((IEventStore)open(provider));
            made(store);
            return store;
        };
    }

    private sealed class AlwaysTheFirst : IExpertRouting
    {
        public ExpertView? Choose(IReadOnlyList<ExpertView> experts) => experts.FirstOrDefault();
    }

    private sealed class FailingStore(IEventStore inner) : IEventStore
    {
        public bool IsBroken { get; set; }

        public long LastSequence => inner.LastSequence;

        public RecoveryReport Recovery => inner.Recovery;

        public StoreHealth Health => inner.Health;

        public Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) =>
            IsBroken ? throw new EventStoreException(EventStoreError.NotWritable, "broken by the test") : inner.AppendAsync(events, cancellation);

        public IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, CancellationToken cancellation) => inner.ReadAsync(afterSequence, cancellation);

        public Task WaitForNewerAsync(long sequence, CancellationToken cancellation) => inner.WaitForNewerAsync(sequence, cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
