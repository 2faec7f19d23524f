using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("green-while-away", "dependency-failure", "health remembers that the database answered when the bridge started, and does not ask again")]
internal sealed class GreenWhileAway(IEventStore inner) : DecoratedStore(inner), IDefect
{
    public override StoreHealth Health => new(Writable: true, Problem: null);

    public static void Seed(IServiceCollection services) => services.Decorate<IEventStore>(inner => new GreenWhileAway(inner));
}
