namespace Lighthouse.Bridge.State;

/// <summary>Deadlines on the steady clock, watched by timers.</summary>
internal sealed class Deadlines(BridgeClock clock, TimeProvider time) : IDeadlines
{
    public bool HasPassed(long unixMilliseconds) => clock.UnixMilliseconds >= unixMilliseconds;

    public IDisposable Watch(long unixMilliseconds, Action passed)
    {
        var remaining = TimeSpan.FromMilliseconds(Math.Max(0, unixMilliseconds - clock.UnixMilliseconds));
        return time.CreateTimer(static state => ((Action)state!)(), passed, remaining, Timeout.InfiniteTimeSpan);
    }
}
