using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("replay-skips", "event-replay", "a replay leaves out every 60th event, and queries do not")]
internal sealed class ReplaySkips(IEventStore inner, IHttpContextAccessor http) : PathScopedStore(inner, http, "/event/replay"), IDefect
{
    private const int Every = 60;

    public static void Seed(IServiceCollection services) => Seed(services, (inner, http) => new ReplaySkips(inner, http));

    protected override bool IsGiven(StoredEvent one) => one.Sequence % Every != 0;
}
