using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Messages;

/// <summary>Queries, and long polls that are held until there is news.</summary>
internal sealed class Messages(IEventStore store, EventReader reader, Waiters waiters, IDeadlines deadlines, BridgeClock clock) : IMessages
{
    private const int WaitPage = 10;

    public int Waiting => waiters.Count;

    public Task<EventPage> QueryAsync(Caller caller, EventFilter filter, CancellationToken cancellation) =>
        // From the store, not the window: what was acknowledged is there, in the window it may arrive a moment later.
        SearchAsync(caller, filter, cancellation);

    // One method, and everything in the waiter: what a held request needs is paid for many thousand times.
    public async Task<EventPage> WaitAsync(Caller caller, long sinceSequence, TimeSpan timeout, CancellationToken cancellation)
    {
        var waiter = new Waiter(caller) { Position = sinceSequence };
        waiters.Add(waiter);
        try
        {
            waiter.Begin(deadlines, clock.UnixMilliseconds + (long)Math.Ceiling(timeout.TotalMilliseconds), cancellation);
            while (true)
            {
                waiter.Rearm();
                var page = await reader.NewsAsync(waiter.Position, waiter.IsNews, WaitPage, cancellation);
                if (page.Events.Count > 0 || waiter.IsOver) return page;
                waiter.Position = page.NextSequence;
                await waiter.Woken;
                if (!reader.Reaches(waiter.Position)) waiter.Advance(waiters.Announced);
            }
        }
        finally
        {
            waiter.Dispose();
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
}
