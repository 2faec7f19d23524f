using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("slow-tail", "elicitation-latency", "every 200th answer waits more than a second")]
internal sealed class SlowTail(IElicitations inner, TimeProvider time) : DecoratedElicitations(inner), IDefect
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(1200);
    private int answers;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IElicitations>((inner, provider) => new SlowTail(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<ElicitationState> RespondAsync(Caller caller, Answer answer)
    {
        if (Interlocked.Increment(ref answers) % 200 == 0)
            await Task.Delay(Wait, time);
        return await base.RespondAsync(caller, answer);
    }
}
