using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Messages;

/// <summary>A held long poll. It can be woken again and again until its time is over.</summary>
internal sealed class Waiter(Caller caller)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Caller Caller { get; } = caller;

    /// <summary>Whether nothing more is to be waited for.</summary>
    public bool IsOver { get; private set; }

    public Task Woken
    {
        get
        {
            lock (_lock) return _woken.Task;
        }
    }

    /// <summary>Makes the next wait wait for news; call it before looking for them.</summary>
    public void Rearm()
    {
        lock (_lock)
            if (_woken.Task.IsCompleted && !IsOver) _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Wake()
    {
        lock (_lock) _woken.TrySetResult();
    }

    public void End()
    {
        lock (_lock)
        {
            IsOver = true;
            _woken.TrySetResult();
        }
    }
}
