namespace Lighthouse.Bridge.Events.Appending;

/// <summary>
/// Which of two threads leads, that is, takes groups and stores them; the other follows. Who appends alone, one after the other, need not be woken
/// on another thread for each answer: the leader gives the lead up, lets him go on where it is, then who waited for the event, and usually comes back
/// with his next append. Should it not come back soon, or somebody else append meanwhile, the follower leads. So nobody who goes on there can hold
/// up the others, even when what he does next waits for an append.
/// </summary>
internal sealed class WriterLead
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(25);
    private readonly SemaphoreSlim _handed = new(0);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Never disposed: the other may still be about to set it. It goes with its owner.
    private readonly Timer _guard;
    private int _isTaken;
    private int _followers;
    private int _isGuarded;
    private volatile int _leftTo;
    private IThreadPoolWorkItem? _toWake;

    public WriterLead() => _guard = new Timer(static lead => ((WriterLead)lead!).Guard(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Completes when a leader has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Whether there is somebody who could lead instead.</summary>
    public bool HasFollower => Volatile.Read(ref _followers) > 0;

    /// <summary>Takes the lead, or waits for it.</summary>
    public void Take()
    {
        if (TryTake())
            return;
        Interlocked.Increment(ref _followers);
        _handed.Wait();
    }

    /// <summary>
    /// Gives the lead up while an append is answered, whose receiver goes on on this thread, and then who waited for what it stored; then takes it
    /// again, or waits for it. Who is answered and goes on for long does not keep those who wait from being woken.
    /// </summary>
    public void LeaveWhile(LoneAppend answered, AppendQueue queue)
    {
        Volatile.Write(ref _toWake, answered.Waiting);
        _leftTo = Environment.CurrentManagedThreadId;
        Interlocked.Exchange(ref _isTaken, 0);
        // Only now: a guard that is still on from before must find that nobody leads.
        if (Interlocked.Exchange(ref _isGuarded, 1) == 0)
            _guard.Change(Soon, Timeout.InfiniteTimeSpan);
        if (!queue.IsEmpty)
            HandOver();
        answered.Append.Answer();
        _leftTo = 0;
        // What was appended from here does not wait for what those do who are woken here.
        if (answered.Waiting is not null && !queue.IsEmpty)
            HandOver();
        Wake();
        Take();
    }

    /// <summary>Sees to it that what was just appended has somebody who stores it.</summary>
    public void Call()
    {
        if (Volatile.Read(ref _isTaken) == 0 && _leftTo != Environment.CurrentManagedThreadId)
            HandOver();
    }

    /// <summary>Sees to it that somebody leads.</summary>
    public void HandOver()
    {
        if (TryTake())
            Release();
    }

    /// <summary>Says that the leader is the last one; the other ends too as soon as it comes to it.</summary>
    public void End()
    {
        _ended.TrySetResult();
        _handed.Release();
    }

    private bool TryTake() => Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

    // One of the followers leads from now on.
    private void Release()
    {
        Interlocked.Decrement(ref _followers);
        _handed.Release();
    }

    private void Guard()
    {
        Volatile.Write(ref _isGuarded, 0);
        HandOver();
        Wake();
    }

    private void Wake() => Interlocked.Exchange(ref _toWake, null)?.Execute();
}
