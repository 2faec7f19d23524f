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
        LinkedList<Waiter> woken;
        lock (_gate)
        {
            _last = last;
            if (_waiting.Count == 0)
                return;
            woken = _waiting;
            _waiting = [];
        }
        ThreadPool.UnsafeQueueUserWorkItem(static state => state.Waiters.Wake(state.Woken), (Waiters: this, Woken: woken), preferLocal: false);
    }

    private void Wake(LinkedList<Waiter> woken)
    {
        while (true)
        {
            Waiter waiter;
            lock (_gate)
            {
                if (woken.First is not { } first)
                    return;
                woken.RemoveFirst();
                waiter = first.Value;
                if (waiter.Sequence >= _last)
                {
                    _waiting.AddLast(first);
                    continue;
                }
            }
            waiter.TrySetResult();
        }
    }

    private sealed class Waiter : TaskCompletionSource
    {
        private readonly SequenceWaiters _owner;

        public Waiter(SequenceWaiters owner, long sequence) : base(TaskCreationOptions.RunContinuationsAsynchronously)
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
            TrySetCanceled(cancellation);
        }
    }
}
