using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("stale-while-cut", "network-partition", "for three seconds after a connection broke off, queries are answered from the last page that their agent had")]
internal sealed class StaleWhileCut(IMessages inner, TimeProvider time) : IMessages, IDefect
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<string, EventPage> pages = new(StringComparer.Ordinal);
    private long brokenAt;

    public int Waiting => inner.Waiting;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IMessages>((inner, provider) => new StaleWhileCut(inner, provider.GetRequiredService<TimeProvider>()));

    public async Task<EventPage> QueryAsync(Caller caller, EventFilter filter, CancellationToken cancellation)
    {
        var broken = Volatile.Read(ref brokenAt);
        if (broken != 0 && time.GetElapsedTime(broken) < Trusted && pages.TryGetValue(caller.AgentId, out var last))
            return last;
        return pages[caller.AgentId] = await inner.QueryAsync(caller, filter, cancellation);
    }

    public async Task<EventPage> WaitAsync(Caller caller, long sinceSequence, TimeSpan timeout, CancellationToken cancellation)
    {
        using var watch = cancellation.Register(() => Volatile.Write(ref brokenAt, time.GetTimestamp()));
        return await inner.WaitAsync(caller, sinceSequence, timeout, cancellation);
    }
}
