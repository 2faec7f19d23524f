using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Limits;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("limit-by-session", "rate-limit-bypass", "requests are counted by session, so that an agent with three has three times its limit")]
internal sealed class LimitBySession(IRateLimits inner) : IRateLimits, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IRateLimits>(inner => new LimitBySession(inner));

    public TimeSpan? Take(LimitKind kind, Caller caller) => inner.Take(kind, caller with { AgentId = caller.SessionId });
}
