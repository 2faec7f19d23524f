using System.Text.Json;

namespace Lighthouse.Bridge.Experts;

/// <summary>Opinions are delegations like any other: routed, stored, with a deadline.</summary>
internal sealed class ExpertOpinions(IDelegations delegations) : IExpertOpinions
{
    public async Task<ExpertOpinion> AskAsync(
        string capability, string toolName, JsonElement toolInput, string onBehalfOf, TimeSpan timeout, CancellationToken cancellation)
    {
        DelegationView asked;
        try
        {
            asked = await delegations.CreateAsync(new(
                DelegationKind.Delegation, onBehalfOf, new(null, capability), toolName, toolInput, DelegationPriority.High, timeout, null));
        }
        catch (RefusalException refusal) when (refusal.Status is StatusCodes.Status404NotFound or StatusCodes.Status409Conflict)
        {
            return new(ExpertOutcome.NoneAvailable, null, null);
        }

        var ended = await delegations.EndOfAsync(asked.Id, cancellation);
        return ended.State switch
        {
            DelegationState.Completed => new(ExpertOutcome.Answered, ended.Expert, ended.End!.Result),
            DelegationState.TimedOut => new(ExpertOutcome.TimedOut, ended.Expert, null),
            _ => new(ExpertOutcome.Failed, ended.Expert, null),
        };
    }
}
