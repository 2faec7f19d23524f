using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("projection-misses-a-type", "event-projection", "the state of an aggregate does not know one of the types of events that make it")]
internal sealed class ProjectionMissesAType(IEventStore inner, IHttpContextAccessor http) : PathScopedStore(inner, http, "/state"), IDefect
{
    public static void Seed(IServiceCollection services) => Seed(services, (inner, http) => new ProjectionMissesAType(inner, http));

    protected override bool IsGiven(StoredEvent one) => one.Event.EventType != "deed_noted";
}
