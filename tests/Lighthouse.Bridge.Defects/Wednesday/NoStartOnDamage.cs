using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("no-start-on-damage", "event-store-corruption", "a store that finds damage is not opened at all, and the bridge ends")]
internal sealed class NoStartOnDamage(IEventStore inner) : DecoratedStore(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IEventStore>(inner => inner.Recovery.Violations.Count > 0
        ? throw new InvalidOperationException("The store is damaged.")
        : new NoStartOnDamage(inner));
}
