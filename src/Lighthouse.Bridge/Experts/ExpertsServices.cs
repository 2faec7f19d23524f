using Lighthouse.Bridge.Collaboration;
using Lighthouse.Bridge.Diagnostics;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Experts;

/// <summary>Registers: experts, delegation, dispatch and collaboration.</summary>
internal static class ExpertsServices
{
    public static IServiceCollection AddExperts(this IServiceCollection services) => services
        .AddSingleton<IExpertRouting, LeastLoadedRouting>()
        .AddSingleton<ExpertRegister>()
        .AddSingleton<ExpertEvents>()
        .AddSingleton<ExpertToken>()
        .AddSingleton<IExperts, ExpertDirectory>()
        .AddEventSourced<IExperts>()
        .AddSingleton<DelegationRegister>()
        .AddSingleton<DelegationEvents>()
        .AddSingleton<IDelegations, Delegations>()
        .AddEventSourced<IDelegations>()
        .AddSingleton<IExpertOpinions, ExpertOpinions>()
        .AddSingleton<ExpertPresence>()
        .AddSingleton<IRunsWhenReady>(provider => provider.GetRequiredService<ExpertPresence>())
        .AddCollaboration()
        .AddSingleton<ExpertCoordinator>()
        .AddSingleton<IComponent>(provider => provider.GetRequiredService<ExpertCoordinator>())
        .AddSingleton<IMetricSource>(provider => provider.GetRequiredService<ExpertCoordinator>());
}
