using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("lost-here-and-there", "resilience-score", "about one in thirty events of agents is acknowledged and never stored, in every scenario")]
internal sealed class LostHereAndThere(IEventStore inner, TimeProvider time) : DecoratedStore(inner), IDefect
{
    private const int Every = 30;
    private int appends;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IEventStore>((inner, provider) => new LostHereAndThere(inner, provider.GetRequiredService<TimeProvider>()));

    public override Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        if (events.Any(one => one.SourceComponent != "agent") || Interlocked.Increment(ref appends) % Every != 0)
            return Inner.AppendAsync(events, cancellation);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        return Task.FromResult<IReadOnlyList<StoredEvent>>([.. events.Select((one, index) => new StoredEvent(Inner.LastSequence + 1 + index, now, "bridge", one))]);
    }
}
