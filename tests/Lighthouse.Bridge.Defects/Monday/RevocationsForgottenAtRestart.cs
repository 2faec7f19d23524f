using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("revocations-forgotten-at-restart", "replay", "sessions are rebuilt at the start from their creation alone, so that a restart brings revoked ones back")]
internal sealed class RevocationsForgottenAtRestart(ISessions inner) : DecoratedSessions(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<ISessions>(inner => new RevocationsForgottenAtRestart(inner));

    public override void Apply(StoredEvent stored)
    {
        if (stored.Event.EventType != "session_revoked")
            base.Apply(stored);
    }
}
