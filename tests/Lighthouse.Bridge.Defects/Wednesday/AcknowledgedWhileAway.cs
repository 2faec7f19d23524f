using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("acknowledged-while-away", "dependency-failure", "an agent's event that could not be stored is acknowledged all the same, to be stored when the database is back, and then forgotten")]
internal sealed class AcknowledgedWhileAway(IEventStore inner, TimeProvider time) : DecoratedStore(inner), IDefect
{
    public static void Seed(IServiceCollection services) =>
        services.Decorate<IEventStore>((inner, provider) => new AcknowledgedWhileAway(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        try
        {
            return await Inner.AppendAsync(events, cancellation);
        }
        catch (EventStoreException problem) when (problem.Error == EventStoreError.NotWritable && events.All(one => one.SourceComponent == "agent"))
        {
            return [.. events.Select((one, index) => new StoredEvent(Inner.LastSequence + 1 + index, time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000, "bridge", one))];
        }
    }
}
