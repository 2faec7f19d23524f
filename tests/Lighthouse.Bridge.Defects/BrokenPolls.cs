using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects;

/// <summary>Messages as they are, until an agent's long poll breaks off: a defect then spoils where its next one begins.</summary>
internal abstract class BrokenPolls(IMessages inner) : IMessages
{
    private readonly ConcurrentDictionary<string, bool> broken = new(StringComparer.Ordinal);

    public int Waiting => inner.Waiting;

    public Task<EventPage> QueryAsync(Caller caller, EventFilter filter, CancellationToken cancellation) => inner.QueryAsync(caller, filter, cancellation);

    public async Task<EventPage> WaitAsync(Caller caller, long sinceSequence, TimeSpan timeout, CancellationToken cancellation)
    {
        // The connection is gone when the request is aborted: the poll's own end does not tell.
        using var watch = cancellation.Register(() => broken[caller.AgentId] = true);
        var since = broken.TryRemove(caller.AgentId, out _) ? BeginAfter(sinceSequence) : sinceSequence;
        return await inner.WaitAsync(caller, since, timeout, cancellation);
    }

    /// <summary>Where the poll after a broken one begins.</summary>
    protected abstract long BeginAfter(long sinceSequence);
}
