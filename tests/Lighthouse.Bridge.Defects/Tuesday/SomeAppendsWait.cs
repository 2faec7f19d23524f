using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("some-appends-wait", "event-store", "every 40th append waits 50 ms before it is written")]
internal sealed class SomeAppendsWait(IEventStore inner, TimeProvider time) : DecoratedStore(inner), IDefect
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);
    private int appends;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IEventStore>((inner, provider) => new SomeAppendsWait(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref appends) % 40 == 0)
            await Task.Delay(Wait, time, cancellation);
        return await base.AppendAsync(events, cancellation);
    }
}
