using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("empty-pages", "resilience-score", "about one query in ten is answered with an empty page, in every scenario")]
internal sealed class EmptyPages(IMessages inner) : IMessages, IDefect
{
    private const int Every = 10;
    private int queries;

    public int Waiting => inner.Waiting;

    public static void Seed(IServiceCollection services) => services.Decorate<IMessages>(inner => new EmptyPages(inner));

    public async Task<EventPage> QueryAsync(Caller caller, EventFilter filter, CancellationToken cancellation)
    {
        var page = await inner.QueryAsync(caller, filter, cancellation);
        // Readers of whole lists would stop at once: only those that look for one event are spoiled.
        return filter.Limit == 1 && Interlocked.Increment(ref queries) % Every == 0 ? page with { Events = [] } : page;
    }

    public Task<EventPage> WaitAsync(Caller caller, long sinceSequence, TimeSpan timeout, CancellationToken cancellation) =>
        inner.WaitAsync(caller, sinceSequence, timeout, cancellation);
}
