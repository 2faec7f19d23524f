namespace Lighthouse.Bridge.FileView.Fuse;

/// <summary>The requests that are being worked on, one a thread, so that the kernel can interrupt one by its number.</summary>
internal sealed class RunningRequests(int threads)
{
    private readonly Lock _lock = new();
    private readonly (ulong Unique, FuseInterrupt Interrupt)[] _running = new (ulong, FuseInterrupt)[threads];

    /// <summary>A thread begins a request.</summary>
    public void Begin(int thread, ulong unique, FuseInterrupt interrupt)
    {
        lock (_lock) _running[thread] = (unique, interrupt);
    }

    /// <summary>The thread has answered it.</summary>
    public void End(int thread)
    {
        lock (_lock) _running[thread] = default;
    }

    /// <summary>Requests being worked on now.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _running.Count(request => request.Interrupt is not null);
        }
    }

    /// <summary>Interrupts a request; false when it is not being worked on.</summary>
    public bool Interrupt(ulong unique)
    {
        lock (_lock)
            foreach (var (candidate, interrupt) in _running)
                if (interrupt is not null && candidate == unique)
                {
                    interrupt.IsRequested = true;
                    return true;
                }

        return false;
    }
}
