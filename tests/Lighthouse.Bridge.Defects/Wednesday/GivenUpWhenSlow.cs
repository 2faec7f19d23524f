using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("given-up-when-slow", "cpu-throttling", "an append whose turn comes 30 ms late is given up, and acknowledged all the same")]
internal sealed class GivenUpWhenSlow(IEventStore inner, TimeProvider time) : DecoratedStore(inner), IDefect
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(30);

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IEventStore>((inner, provider) => new GivenUpWhenSlow(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        var asked = time.GetTimestamp();
        await Task.Delay(Turn, time, cancellation);
        return time.GetElapsedTime(asked) < Turn + Late || events.Any(one => one.SourceComponent != "agent")
            ? await Inner.AppendAsync(events, cancellation)
            : [.. events.Select((one, index) => new StoredEvent(Inner.LastSequence + 1 + index, time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000, "bridge", one))];
    }
}
