using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("suspensions-unwritten", "audit-completeness", "an expert is suspended without an event of it")]
internal sealed class SuspensionsUnwritten(IEventStore inner, TimeProvider time) : DecoratedStore(inner), IDefect
{
    public static void Seed(IServiceCollection services) =>
        services.Decorate<IEventStore>((inner, provider) => new SuspensionsUnwritten(inner, provider.GetRequiredService<TimeProvider>()));

    public override Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) =>
        events is [{ EventType: "expert_suspended" } only]
            ? Task.FromResult<IReadOnlyList<StoredEvent>>([new StoredEvent(LastSequence, time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000_000, "bridge", only)])
            : base.AppendAsync(events, cancellation);
}
