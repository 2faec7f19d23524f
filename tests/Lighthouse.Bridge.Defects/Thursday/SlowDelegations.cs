using Lighthouse.Bridge.Experts;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("slow-delegations", "integration-latency", "every fifth delegation takes 400 ms longer")]
internal sealed class SlowDelegations(IDelegations inner, TimeProvider time) : DecoratedDelegations(inner), IDefect
{
    private const int Every = 5;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(400);
    private int created;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IDelegations>((inner, provider) => new SlowDelegations(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<DelegationView> CreateAsync(DelegationRequest request)
    {
        if (Interlocked.Increment(ref created) % Every == 0)
            await Task.Delay(Wait, time);
        return await base.CreateAsync(request);
    }
}
