using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects;

/// <summary>What agents read, as it is; a defect overrides what it spoils.</summary>
internal abstract class DecoratedMessages(IMessages inner) : IMessages
{
    public int Waiting => inner.Waiting;

    public virtual Task<EventPage> QueryAsync(Caller caller, EventFilter filter, CancellationToken cancellation) => inner.QueryAsync(caller, filter, cancellation);

    public virtual Task<EventPage> WaitAsync(Caller caller, long sinceSequence, TimeSpan timeout, CancellationToken cancellation) =>
        inner.WaitAsync(caller, sinceSequence, timeout, cancellation);
}
