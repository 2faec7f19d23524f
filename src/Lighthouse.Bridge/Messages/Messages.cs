using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Messages;

/// <summary>Reads from the window where it reaches, from the store where it does not.</summary>
internal sealed class Messages(IEventStore store, EventWindow recent, Waiters waiters, TimeProvider time, IHostApplicationLifetime lifetime) : IMessages
{
    private const int WaitPage = 10;

    public int Waiting => waiters.Count;

    public Task<EventPage> QueryAsync(Caller caller, EventFilter filter, CancellationToken cancellation) =>
        // From the store, not the window: what was acknowledged is there, in the window it may arrive a moment later.
        SearchAsync(caller, filter, cancellation);

    public async Task<EventPage> WaitAsync(Caller caller, long sinceSequence, TimeSpan timeout, CancellationToken cancellation)
    {
        var waiter = new Waiter(caller);
        waiters.Add(waiter);
        try
        {
            using var timer = time.CreateTimer(static w => ((Waiter)w!).End(), waiter, timeout, Timeout.InfiniteTimeSpan);
            await using var gone = cancellation.UnsafeRegister(static w => ((Waiter)w!).End(), waiter);
            await using var stopping = lifetime.ApplicationStopping.UnsafeRegister(static w => ((Waiter)w!).End(), waiter);
            return await WaitAsync(waiter, sinceSequence, cancellation);
        }
        finally
        {
            waiters.Remove(waiter);
        }
    }

    private async Task<EventPage> SearchAsync(Caller caller, EventFilter filter, CancellationToken cancellation)
    {
        var last = store.LastSequence;
        var found = new List<StoredEvent>();
        await foreach (var stored in store.ReadAsync(filter.Selection(last), cancellation))
        {
            if (!filter.Matches(stored) || !Audience.Of(stored.Event).Includes(caller)) continue;
            found.Add(stored);
            if (found.Count == filter.Limit) return new(found, stored.Sequence);
        }

        return new(found, Math.Max(filter.AfterSequence, last));
    }

    private async Task<EventPage> WaitAsync(Waiter waiter, long position, CancellationToken cancellation)
    {
        while (true)
        {
            waiter.Rearm();
            var page = await NewsAsync(waiter.Caller, position, cancellation);
            if (page.Events.Count > 0 || waiter.IsOver) return page;
            position = page.NextSequence;
            await waiter.Woken;
        }
    }

    private async Task<EventPage> NewsAsync(Caller caller, long position, CancellationToken cancellation)
    {
        bool IsNews(StoredEvent stored, Audience audience) => audience.Includes(caller) && audience.Source != caller.AgentId;
        return recent.Collect(position, IsNews, WaitPage) ?? await ReadAsync(position, IsNews, WaitPage, cancellation);
    }

    private async Task<EventPage> ReadAsync(long position, Func<StoredEvent, Audience, bool> isWanted, int limit, CancellationToken cancellation)
    {
        var found = new List<StoredEvent>();
        await foreach (var stored in store.ReadAsync(position, cancellation))
        {
            position = stored.Sequence;
            if (!isWanted(stored, Audience.Of(stored.Event))) continue;
            found.Add(stored);
            if (found.Count == limit) break;
        }

        return new(found, position);
    }
}
