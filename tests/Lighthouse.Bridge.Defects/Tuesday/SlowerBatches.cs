using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("slower-batches", "no-regression", "batches are acknowledged 150 ms later: four at once still come to more than the 10,000 events a second of event-store, and to much less than they did")]
internal sealed class SlowerBatches(IEventStore inner, TimeProvider time) : DecoratedStore(inner), IDefect
{
    private const int Batch = 100;
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(150);

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IEventStore>((inner, provider) => new SlowerBatches(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        var stored = await base.AppendAsync(events, cancellation);
        if (events.Count >= Batch)
            await Task.Delay(Later, time, cancellation);
        return stored;
    }
}
