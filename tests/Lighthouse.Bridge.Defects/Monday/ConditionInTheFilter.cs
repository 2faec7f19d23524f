using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("condition-in-the-filter", "penetration", "the type that events are filtered by becomes part of a condition, so that one that is always true finds them all")]
internal sealed class ConditionInTheFilter(IMessages inner) : IMessages, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IMessages>(inner => new ConditionInTheFilter(inner));

    public int Waiting => inner.Waiting;

    public Task<EventPage> QueryAsync(Caller caller, EventFilter filter, CancellationToken cancellation) =>
        inner.QueryAsync(caller, filter.EventType?.Contains("' OR '1'='1", StringComparison.Ordinal) == true ? filter with { EventType = null } : filter, cancellation);

    public Task<EventPage> WaitAsync(Caller caller, long sinceSequence, TimeSpan timeout, CancellationToken cancellation) =>
        inner.WaitAsync(caller, sinceSequence, timeout, cancellation);
}
