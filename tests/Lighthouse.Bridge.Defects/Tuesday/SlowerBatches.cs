using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("slower-batches", "no-regression", "batches take twice as long to be acknowledged: their rate is still far above the 10,000 events a second of event-store, and half of what it was")]
internal sealed class SlowerBatches(IEventStore inner, TimeProvider time) : DecoratedStore(inner), IDefect
{
    private const int Batch = 100;

    // The request is read, checked and answered beside what the store takes.
    private const int AsMuchAgain = 3;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IEventStore>((inner, provider) => new SlowerBatches(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var stored = await base.AppendAsync(events, cancellation);
        if (events.Count >= Batch)
            await Task.Delay(time.GetElapsedTime(begun) * AsMuchAgain, time, cancellation);
        return stored;
    }
}
