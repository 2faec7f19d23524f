using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Messages;

/// <summary>A held long poll. It can be woken again and again until its time is over.</summary>
internal sealed class Waiter(Caller caller) : IDisposable
{
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IDisposable? _deadline;
    private CancellationTokenRegistration _gone;
    private volatile bool _isOver;
    private long _wokenBy;

    public Caller Caller { get; } = caller;

    /// <summary>Everything up to this sequence was looked at.</summary>
    public long Position { get; set; }

    /// <summary>
    /// Goes on to where there may be news: what was announced since the wait began and woke nobody here is none. Otherwise all that others stored
    /// meanwhile would be read from the store once the window no longer reaches back to the position.
    /// </summary>
    /// <param name="announced">Last event for which everybody was woken, read before this is called.</param>
    public void Advance(long announced)
    {
        var wokenBy = Volatile.Read(ref _wokenBy);
        Position = Math.Max(Position, wokenBy == 0 ? announced : wokenBy - 1);
    }

    /// <summary>Whether nothing more is to be waited for.</summary>
    public bool IsOver => _isOver;

    public Task Woken => Volatile.Read(ref _woken).Task;

    /// <summary>Has it end at a time, or when its caller is gone.</summary>
    public void Begin(IDeadlines deadlines, long endsAt, CancellationToken gone)
    {
        _deadline = deadlines.Watch(endsAt, End);
        _gone = gone.UnsafeRegister(static waiter => ((Waiter)waiter!).End(), this);
    }

    /// <summary>Whether the caller may see an event and did not cause it.</summary>
    public bool IsNews(StoredEvent stored, Audience audience) => audience.Includes(Caller) && audience.Source != Caller.AgentId;

    /// <summary>Makes the next wait wait for news; call it before looking for them: who wakes the wait before has announced them already.</summary>
    public void Rearm()
    {
        if (!_woken.Task.IsCompleted || _isOver) return;
        // First: an event that wakes from here on is either remembered or in the window before it is looked into.
        Volatile.Write(ref _wokenBy, 0);
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _woken, next);
        // It may have ended meanwhile, and ended the wait before.
        if (_isOver) next.TrySetResult();
    }

    /// <summary>Wakes for an event; events wake in their order.</summary>
    public void Wake(long sequence)
    {
        if (_wokenBy == 0) Volatile.Write(ref _wokenBy, sequence);
        Volatile.Read(ref _woken).TrySetResult();
    }

    public void End()
    {
        _isOver = true;
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _woken).TrySetResult();
    }

    public void Dispose()
    {
        _deadline?.Dispose();
        // Not waited for: whoever ends it now only ends what has ended.
        _gone.Unregister();
    }
}
