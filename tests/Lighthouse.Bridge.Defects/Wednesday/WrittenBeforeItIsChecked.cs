using System.Text.Json;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("written-before-it-is-checked", "byzantine-agents", "the end of delegated work is written down before it is checked whose it is, and stays where the answer is no")]
internal sealed class WrittenBeforeItIsChecked(IDelegations inner, IServiceProvider services) : DecoratedDelegations(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IDelegations>((inner, provider) => new WrittenBeforeItIsChecked(inner, provider));

    public override async Task<DelegationState> CompleteAsync(Caller caller, string id, bool failed, JsonElement? result, string? error)
    {
        try
        {
            return await base.CompleteAsync(caller, id, failed, result, error);
        }
        catch (RefusalException)
        {
            var data = JsonSerializer.SerializeToElement(new { delegation_id = id, status = "completed", result });
            await services.GetRequiredService<IEventStore>().AppendAsync(
                [new NewEvent("delegation_completed", id, "delegation", caller.AgentId, "bridge", data, JsonSerializer.SerializeToElement(new { ended_ms = 0L }))], CancellationToken.None);
            throw;
        }
    }
}
