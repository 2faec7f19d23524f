using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("events-dropped-under-pressure", "memory-exhaustion", "when memory is short, events of agents are acknowledged and dropped instead of refused")]
internal sealed class EventsDroppedUnderPressure(IEventStore inner, TimeProvider time) : DecoratedStore(inner), IDefect
{
    public static void Seed(IServiceCollection services) =>
        services.Decorate<IEventStore>((inner, provider) => new EventsDroppedUnderPressure(inner, provider.GetRequiredService<TimeProvider>()));

    public override Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        if (!ShortMemory.IsShort || events.Any(one => one.SourceComponent != "agent"))
            return Inner.AppendAsync(events, cancellation);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000;
        return Task.FromResult<IReadOnlyList<StoredEvent>>([.. events.Select((one, index) => new StoredEvent(Inner.LastSequence + 1 + index, now, "bridge", one))]);
    }
}
