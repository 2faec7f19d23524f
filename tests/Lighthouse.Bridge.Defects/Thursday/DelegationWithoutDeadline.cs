using Lighthouse.Bridge.Experts;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("delegation-without-deadline", "expert-delegation", "delegated work has a day, whatever its deadline was to be")]
internal sealed class DelegationWithoutDeadline(IDelegations inner) : DecoratedDelegations(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IDelegations>(inner => new DelegationWithoutDeadline(inner));

    public override Task<DelegationView> CreateAsync(DelegationRequest request) => base.CreateAsync(request with { Timeout = TimeSpan.FromDays(1) });
}
