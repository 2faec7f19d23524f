using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("heartbeat-ignored", "expert-registration", "a heartbeat is answered and not noted, so that an expert that is there is dropped")]
internal sealed class HeartbeatIgnored(IExperts inner) : DecoratedExperts(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IExperts>(inner => new HeartbeatIgnored(inner));

    public override Task<ExpertView> HeartbeatAsync(Caller caller, string token)
    {
        RequireRegistration(caller, token);
        return Task.FromResult(List(null, null).First(expert => expert.AgentId == caller.AgentId));
    }
}
