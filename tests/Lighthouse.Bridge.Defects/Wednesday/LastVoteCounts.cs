using System.Text.Json;
using Lighthouse.Bridge.Collaboration;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("last-vote-counts", "byzantine-agents", "a second vote of the same agent takes the place of the first")]
internal sealed class LastVoteCounts(ICollaborations inner) : DecoratedCollaborations(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<ICollaborations>(inner => new LastVoteCounts(inner));

    public override async Task<long> ShareAsync(Caller caller, SharedValue value)
    {
        try
        {
            return await base.ShareAsync(caller, value);
        }
        catch (RefusalException refusal) when (refusal.Code == "vote_cast" && value.Value is not null)
        {
            var version = (await ViewAsync(caller, value.SessionId)).Version + 1;
            var (data, metadata) = (JsonSerializer.SerializeToElement(new { key = value.Key, value = value.Value, version }), JsonSerializer.SerializeToElement(new { shared_ms = 0L }));
            Apply(new StoredEvent(0, 0, "bridge", new NewEvent("collaboration_shared", value.SessionId, "collaboration", caller.AgentId, "bridge", data, metadata)));
            return version;
        }
    }
}
