namespace Lighthouse.Bridge.Events.Appending;

/// <summary>
/// The answers to a group of appends. One work item gives many of them, one after the other: a work item for each would cost more
/// than what most of those who wait do next. While answers are left another work item is always queued, so that somebody who blocks
/// holds up nobody.
/// </summary>
internal sealed class Answers(PendingAppend[] appends) : IThreadPoolWorkItem
{
    // Then whatever else the thread pool has to do gets its turn.
    private const int AtOnce = 32;
    private int _taken;

    /// <summary>Gives the answers that were said on threads of the pool.</summary>
    public static void Give(List<PendingAppend> appends)
    {
        if (appends.Count > 0)
            ThreadPool.UnsafeQueueUserWorkItem(new Answers([.. appends]), preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (Volatile.Read(ref _taken) < appends.Length - 1)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        for (var given = 0; given < AtOnce; given++)
        {
            var next = Interlocked.Increment(ref _taken) - 1;
            if (next >= appends.Length)
                return;
            appends[next].Answer();
        }
    }
}
