using Lighthouse.Bridge.Events;

namespace Lighthouse.Bridge.Defects;

/// <summary>The event store as it is; a defect overrides what it spoils.</summary>
internal abstract class DecoratedStore(IEventStore inner) : IEventStore
{
    protected IEventStore Inner { get; } = inner;

    public virtual long LastSequence => Inner.LastSequence;

    public virtual RecoveryReport Recovery => Inner.Recovery;

    public virtual StoreHealth Health => Inner.Health;

    public virtual Task<IReadOnlyList<StoredEvent>> AppendAsync(IReadOnlyList<NewEvent> events, CancellationToken cancellation) => Inner.AppendAsync(events, cancellation);

    public virtual IAsyncEnumerable<StoredEvent> ReadAsync(long afterSequence, CancellationToken cancellation) => Inner.ReadAsync(afterSequence, cancellation);

    public virtual Task WaitForNewerAsync(long sequence, CancellationToken cancellation) => Inner.WaitForNewerAsync(sequence, cancellation);

    public virtual ValueTask DisposeAsync() => Inner.DisposeAsync();
}
