using System.Runtime.CompilerServices;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("reads-from-the-start", "event-store", "whoever reads from a sequence reads everything before it first, so that pages grow slower with the store")]
internal sealed class ReadsFromTheStart(IEventStore inner) : DecoratedStore(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IEventStore>(inner => new ReadsFromTheStart(inner));

    public override async IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var one in Inner.ReadAsync(0, cancellation))
        {
            if (one.Sequence > afterSequence)
                yield return one;
        }
    }
}
