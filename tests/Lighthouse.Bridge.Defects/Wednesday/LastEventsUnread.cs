using System.Runtime.CompilerServices;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("last-events-unread", "process-crash", "after a restart the twelve newest events of the old process are on the disk and never read")]
internal sealed class LastEventsUnread(IEventStore inner) : DecoratedStore(inner), IDefect
{
    // More than eight writers can have under way, so that some of them were acknowledged.
    private const int Unread = 12;
    private readonly long opened = inner.LastSequence;

    public static void Seed(IServiceCollection services) => services.Decorate<IEventStore>(inner => new LastEventsUnread(inner));

    public override async IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var one in Inner.ReadAsync(afterSequence, cancellation))
        {
            if (one.Sequence > opened || one.Sequence <= opened - Unread)
                yield return one;
        }
    }
}
