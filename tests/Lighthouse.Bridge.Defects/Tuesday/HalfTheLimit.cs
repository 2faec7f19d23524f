using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Limits;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("half-the-limit", "throughput", "every request is counted twice, so that agents are refused at half of what they may send")]
internal sealed class HalfTheLimit(IRateLimits inner) : IRateLimits, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IRateLimits>(inner => new HalfTheLimit(inner));

    public TimeSpan? Take(LimitKind kind, Caller caller)
    {
        if (kind == LimitKind.Requests)
            inner.Take(kind, caller);
        return inner.Take(kind, caller);
    }
}
