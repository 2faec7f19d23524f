using System.Runtime.CompilerServices;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("every-hundredth-forgotten", "event-persistence", "after a restart every hundredth event is not read any more")]
internal sealed class EveryHundredthForgotten(IEventStore inner) : DecoratedStore(inner), IDefect
{
    private readonly long opened = inner.LastSequence;

    public static void Seed(IServiceCollection services) => services.Decorate<IEventStore>(inner => new EveryHundredthForgotten(inner));

    public override async IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var one in Inner.ReadAsync(afterSequence, cancellation))
        {
            if (one.Sequence > opened || one.Sequence % 100 != 0)
                yield return one;
        }
    }
}
