using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("never-tried-again", "dependency-failure", "after one append that could not be stored no other is tried: the bridge refuses until it is restarted")]
internal sealed class NeverTriedAgain(IEventStore inner) : DecoratedStore(inner), IDefect
{
    private volatile EventStoreException? first;

    public static void Seed(IServiceCollection services) => services.Decorate<IEventStore>(inner => new NeverTriedAgain(inner));

    public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        if (first is { } failure)
            throw new EventStoreException(EventStoreError.NotWritable, failure.Message);
        try
        {
            return await Inner.AppendAsync(events, cancellation);
        }
        catch (EventStoreException problem) when (problem.Error == EventStoreError.NotWritable)
        {
            first = problem;
            throw;
        }
    }
}
