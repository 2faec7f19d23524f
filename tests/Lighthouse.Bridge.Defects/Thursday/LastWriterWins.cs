using Lighthouse.Bridge.Collaboration;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("last-writer-wins", "concurrent-coordination", "a change of a shared context is taken whatever version it rests on, so that one step overwrites another")]
internal sealed class LastWriterWins(ICollaborations inner) : DecoratedCollaborations(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<ICollaborations>(inner => new LastWriterWins(inner));

    public override Task<long> ShareAsync(Caller caller, SharedValue value) => base.ShareAsync(caller, value with { ExpectedVersion = null });
}
