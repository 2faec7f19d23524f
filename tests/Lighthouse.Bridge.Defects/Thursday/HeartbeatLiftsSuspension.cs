using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("heartbeat-lifts-suspension", "expert-registration", "a heartbeat of a suspended expert gives it back its standing")]
internal sealed class HeartbeatLiftsSuspension(IExperts inner) : DecoratedExperts(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IExperts>(inner => new HeartbeatLiftsSuspension(inner));

    public override async Task<ExpertView> HeartbeatAsync(Caller caller, string token)
    {
        var view = await base.HeartbeatAsync(caller, token);
        return view.State == ExpertState.Suspended ? await SuspendAsync(caller, caller.AgentId, suspended: false, "a heartbeat") : view;
    }
}
