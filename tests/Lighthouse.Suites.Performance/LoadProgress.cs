namespace Lighthouse.Suites.Performance;

/// <summary>Says every few seconds how many of the intended iterations have ended.</summary>
internal sealed class LoadProgress : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly Timer timer;
    private long ended;

    public LoadProgress(string what, long intended) =>
        timer = new Timer(_ => Day.Progress($"{what}: {Interlocked.Read(ref ended):#,##0} of {intended:#,##0}"), null, Interval, Interval);

    public void Ended() => Interlocked.Increment(ref ended);

    public void Dispose() => timer.Dispose();
}
