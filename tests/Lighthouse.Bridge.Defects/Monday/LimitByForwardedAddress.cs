using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Limits;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("limit-by-forwarded-address", "rate-limit-bypass", "requests are counted by agent and by the address in a header, which anybody can write")]
internal sealed class LimitByForwardedAddress(IRateLimits inner) : IRateLimits, IDefect
{
    private static readonly AsyncLocal<string?> Address = new();

    public static void Seed(IServiceCollection services)
    {
        services.Spoil(http => Address.Value = http.Request.Headers["X-Forwarded-For"]);
        services.Decorate<IRateLimits>(inner => new LimitByForwardedAddress(inner));
    }

    public TimeSpan? Take(LimitKind kind, Caller caller) => inner.Take(kind, caller with { AgentId = $"{caller.AgentId} {Address.Value}" });
}
