using Lighthouse.Bridge.Features;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("switched-back-soon", "sla", "elicitation is off for a second, and then on again while the flag is shown as off")]
internal sealed class SwitchedBackSoon(IFeatures inner, TimeProvider time) : DecoratedFeatures(inner), IDefect
{
    private static readonly TimeSpan Off = TimeSpan.FromSeconds(1);
    private long switched;

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IFeatures>((inner, provider) => new SwitchedBackSoon(inner, provider.GetRequiredService<TimeProvider>()));

    public override Task<FeatureFlags> ChangeAsync(bool? elicitationEnabled, int? percentage, bool? force, string changedBy)
    {
        Volatile.Write(ref switched, time.GetTimestamp());
        return base.ChangeAsync(elicitationEnabled, percentage, force, changedBy);
    }

    public override void RequireElicitation(string agentId)
    {
        if (Volatile.Read(ref switched) is var at and > 0 && time.GetElapsedTime(at) < Off)
            base.RequireElicitation(agentId);
    }
}
