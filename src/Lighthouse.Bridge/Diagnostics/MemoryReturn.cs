namespace Lighthouse.Bridge.Diagnostics;

/// <summary>
/// Gives memory back after a burst of work. The collector runs when something is allocated: a bridge that has nothing more to do would hold what the
/// burst left behind for as long as it does nothing.
/// </summary>
internal sealed class MemoryReturn(IManagedHeap heap, TimeProvider time) : BackgroundService
{
    /// <summary>A burst that allocated less than this is not worth a collection.</summary>
    public const long WorthBytes = 64L << 20;

    /// <summary>Who allocates more than this from look to look is at work.</summary>
    public const long IdleBytes = 1L << 20;

    /// <summary>How often it looks.</summary>
    public static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(2);

    private long _seen = heap.AllocatedBytes;
    private long _burst;

    /// <summary>Looks once, and collects if there is nothing to do and something to give back.</summary>
    public void Look()
    {
        var allocated = heap.AllocatedBytes;
        var more = allocated - _seen;
        _seen = allocated;
        if (more > IdleBytes)
        {
            _burst += more;
            return;
        }

        // A little work all the time is no burst, however long it goes on: it would be stopped again and again.
        if (_burst < WorthBytes) return;
        _burst = 0;
        heap.GiveBack();
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(LooksEvery, time);
        while (await timer.WaitForNextTickAsync(stopping)) Look();
    }
}
