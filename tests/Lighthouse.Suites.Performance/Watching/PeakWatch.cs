namespace Lighthouse.Suites.Performance.Watching;

/// <summary>Reads a process's memory again and again and keeps the highest.</summary>
internal sealed class PeakWatch : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Thread thread;
    private long highest;
    private long readings;

    public PeakWatch(WatchedProcess process)
    {
        // A thread of its own: the pool is busy with the load just when it matters.
        thread = new Thread(() => Watch(process)) { IsBackground = true, Name = "peak watch" };
        thread.Start();
    }

    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(20);

    public long Highest => Volatile.Read(ref highest);

    public long Readings => Volatile.Read(ref readings);

    public void Dispose()
    {
        stop.Cancel();
        thread.Join();
        stop.Dispose();
    }

    private void Watch(WatchedProcess process)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                Volatile.Write(ref highest, Math.Max(highest, process.ResidentBytes));
                readings++;
                stop.Token.WaitHandle.WaitOne(Interval);
            }
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // The process has ended; whoever talks to it finds out.
        }
    }
}
