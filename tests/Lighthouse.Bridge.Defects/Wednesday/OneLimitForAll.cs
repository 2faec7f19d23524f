using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Limits;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("one-limit-for-all", "byzantine-agents", "all agents share one limit of requests, so that whoever floods uses up that of everybody else")]
internal sealed class OneLimitForAll(IRateLimits inner) : IRateLimits, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IRateLimits>(inner => new OneLimitForAll(inner));

    public TimeSpan? Take(LimitKind kind, Caller caller) => inner.Take(kind, kind == LimitKind.Requests ? caller with { AgentId = "everybody" } : caller);
}
