using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("author-of-rotations", "audit-completeness", "the event of a new secret names the agent that got it as its author, not the admin that gave it")]
internal sealed class AuthorOfRotations(IEventStore inner) : DecoratedStore(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IEventStore>(inner => new AuthorOfRotations(inner));

    public override Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) =>
        base.AppendAsync([.. events.Select(one => one.EventType == "agent_rotated" ? one with { SourceAgent = one.AggregateId } : one)], cancellation);
}
