using Lighthouse.Bridge.Collaboration;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("step-taken-twice", "concurrent-coordination", "every 40th change of a shared context is tried again although it was taken")]
internal sealed class StepTakenTwice(ICollaborations inner) : DecoratedCollaborations(inner), IDefect
{
    private const int Every = 40;
    private int taken;

    public static void Seed(IServiceCollection services) => services.Decorate<ICollaborations>(inner => new StepTakenTwice(inner));

    public override async Task<long> ShareAsync(Caller caller, SharedValue value)
    {
        var version = await base.ShareAsync(caller, value);
        if (Interlocked.Increment(ref taken) % Every == 0)
            await base.ShareAsync(caller, value with { ExpectedVersion = null });
        return version;
    }
}
