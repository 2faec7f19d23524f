using Lighthouse.Bridge.Collaboration;
using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("shared-values-not-replayed", "event-replay", "a restart rebuilds collaborations without the values that were shared in them")]
internal sealed class SharedValuesNotReplayed(ICollaborations inner) : DecoratedCollaborations(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<ICollaborations>(inner => new SharedValuesNotReplayed(inner));

    public override void Apply(StoredEvent stored)
    {
        if (stored.Event.EventType != "collaboration_shared")
            base.Apply(stored);
    }
}
