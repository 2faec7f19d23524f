using System.Collections.Concurrent;
using Lighthouse.Bridge.Features;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("known-askers-go-on", "sla", "a rollback holds for agents that had not asked yet; the leave of those that had is remembered")]
internal sealed class KnownAskersGoOn(IFeatures inner) : DecoratedFeatures(inner), IDefect
{
    private readonly ConcurrentDictionary<string, bool> allowed = new(StringComparer.Ordinal);

    public static void Seed(IServiceCollection services) => services.Decorate<IFeatures>(inner => new KnownAskersGoOn(inner));

    public override void RequireElicitation(string agentId)
    {
        if (allowed.ContainsKey(agentId))
            return;
        base.RequireElicitation(agentId);
        allowed[agentId] = true;
    }
}
