using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("again-in-the-crowd", "concurrent-operations", "when many appends are under way, every 40th is taken for lost and stored again")]
internal sealed class AgainInTheCrowd(IEventStore inner) : DecoratedStore(inner), IDefect
{
    private const int Crowd = 20, Every = 40;
    private int underWay, appends;

    public static void Seed(IServiceCollection services) => services.Decorate<IEventStore>(inner => new AgainInTheCrowd(inner));

    public override async Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation)
    {
        var crowd = Interlocked.Increment(ref underWay);
        try
        {
            var stored = await base.AppendAsync(events, cancellation);
            return crowd > Crowd && Interlocked.Increment(ref appends) % Every == 0 ? await base.AppendAsync(events, cancellation) : stored;
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }
}
