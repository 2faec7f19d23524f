using System.Text.Json;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("ended-by-whoever-knows-it", "byzantine-agents", "delegated work is ended by any expert that knows its id, as if by the one that has it")]
internal sealed class EndedByWhoeverKnowsIt(IDelegations inner) : DecoratedDelegations(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IDelegations>(inner => new EndedByWhoeverKnowsIt(inner));

    public override async Task<DelegationState> CompleteAsync(Caller caller, string id, bool failed, JsonElement? result, string? error)
    {
        var work = await ViewAsync(caller with { Role = Role.Admin }, id);
        return await base.CompleteAsync(caller with { AgentId = work.Expert }, id, failed, result, error);
    }
}
