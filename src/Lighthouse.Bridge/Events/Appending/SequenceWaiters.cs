namespace Lighthouse.Bridge.Events.Appending;

/// <summary>Those who wait for an event newer than one they know. Waiting, cancelling and waking cost the same for each, however many wait.</summary>
internal sealed class SequenceWaiters
{
    private readonly object _gate = new();
    private LinkedList<Waiter> _waiting = [];
    private long _last;

    public SequenceWaiters(long last) => _last = last;

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Completes when the newest sequence exceeds <paramref name="sequence"/>.</summary>
    public async Task WaitAsync(long sequence, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiter = new Waiter(this, sequence);
        lock (_gate)
        {
            if (_last > sequence)
                return;
            _waiting.AddLast(waiter.Place);
        }
        using var registration = cancellation.UnsafeRegister(static (state, token) => ((Waiter)state!).Cancel(token), waiter);
        await waiter.Task;
    }

    /// <summary>Wakes everybody who waited for <paramref name="last"/> or an earlier one, on another thread.</summary>
    public void Advance(long last)
    {
        if (Reach(last) is { } woken)
            ThreadPool.UnsafeQueueUserWorkItem(woken, preferLocal: false);
    }

    /// <summary>Takes notice of <paramref name="last"/>.</summary>
    /// <returns>
    /// Wakes everybody who waited for it or an earlier one when it is executed; one of them goes on there, the others on threads of the pool. Null
    /// when nobody waits.
    /// </returns>
    public IThreadPoolWorkItem? Reach(long last)
    {
        lock (_gate)
        {
            _last = last;
            if (_waiting.Count == 0)
                return null;
            var woken = _waiting;
            _waiting = [];
            return new Waking(this, woken);
        }
    }

    private void Wake(LinkedList<Waiter> woken)
    {
        Waiter? here = null;
        while (Next(woken) is { } waiter)
        {
            if (here is not null)
                ThreadPool.UnsafeQueueUserWorkItem(static one => one.TrySetResult(), here, preferLocal: false);
            here = waiter;
        }
        here?.TrySetResult();
    }

    private Waiter? Next(LinkedList<Waiter> woken)
    {
        lock (_gate)
        {
            while (woken.First is { } first)
            {
                woken.RemoveFirst();
                if (first.Value.Sequence < _last)
                    return first.Value;
                _waiting.AddLast(first);
            }
            return null;
        }
    }

    private sealed class Waking(SequenceWaiters waiters, LinkedList<Waiter> woken) : IThreadPoolWorkItem
    {
        public void Execute() => waiters.Wake(woken);
    }

    private sealed class Waiter : TaskCompletionSource
    {
        private readonly SequenceWaiters _owner;

        public Waiter(SequenceWaiters owner, long sequence)
        {
            _owner = owner;
            Sequence = sequence;
            Place = new LinkedListNode<Waiter>(this);
        }

        public long Sequence { get; }

        public LinkedListNode<Waiter> Place { get; }

        public void Cancel(CancellationToken cancellation)
        {
            lock (_owner._gate)
                Place.List?.Remove(Place);
            // Whoever cancels does not wait for what the waiting one does then.
            ThreadPool.UnsafeQueueUserWorkItem(static of => of.Waiter.TrySetCanceled(of.Cancellation), (Waiter: this, Cancellation: cancellation), preferLocal: false);
        }
    }
}
