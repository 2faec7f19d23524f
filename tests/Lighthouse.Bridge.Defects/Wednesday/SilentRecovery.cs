using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("silent-recovery", "event-store-corruption", "recovery leaves damaged records out and reports a sound store")]
internal sealed class SilentRecovery(IEventStore inner) : DecoratedStore(inner), IDefect
{
    public override RecoveryReport Recovery => base.Recovery with { Violations = [] };

    public override StoreHealth Health => new(Writable: true, Problem: null);

    public static void Seed(IServiceCollection services) => services.Decorate<IEventStore>(inner => new SilentRecovery(inner));
}
