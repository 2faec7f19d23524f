using System.Runtime.CompilerServices;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites;

/// <summary>Reads a long list of events page by page.</summary>
public static class EventPages
{
    private const int PageSize = 1000;

    /// <summary>Every event of a type that the session may see, ascending.</summary>
    public static async IAsyncEnumerable<BridgeEvent> EventsAsync(this BridgeSession session, string eventType, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = 0L;
        while (true)
        {
            var page = await session.QueryAsync(new EventQuery { EventType = eventType, AfterSequence = after, Limit = PageSize }, cancellation);
            foreach (var one in page.Events)
                yield return one;
            // A page that does not go on would be asked for without end; what is missing shows in what was read.
            if (page.Count == 0 || page.Events[^1].Sequence <= after)
                yield break;
            after = page.Events[^1].Sequence;
        }
    }
}
