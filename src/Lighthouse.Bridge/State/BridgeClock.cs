namespace Lighthouse.Bridge.State;

/// <summary>
/// Unix time that never jumps while the process runs: the wall clock at the start plus what a monotonic clock has counted since.
/// Deadlines and session ages use it, so that a step of the wall clock neither expires nor prolongs them.
/// </summary>
public sealed class BridgeClock
{
    private readonly TimeProvider _time;
    private readonly long _startTimestamp;
    private readonly long _startUnixMilliseconds;

    /// <summary>Starts the clock.</summary>
    public BridgeClock(TimeProvider time)
    {
        _time = time;
        _startTimestamp = time.GetTimestamp();
        _startUnixMilliseconds = time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>Steady unix milliseconds.</summary>
    public long UnixMilliseconds => _startUnixMilliseconds + (long)Uptime.TotalMilliseconds;

    /// <summary>The wall clock in unix seconds, jumps included: what other machines see.</summary>
    public long WallUnixSeconds => _time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Time since the start.</summary>
    public TimeSpan Uptime => _time.GetElapsedTime(_startTimestamp);

    /// <summary>Unix milliseconds as the wire's seconds.</summary>
    public static double Seconds(long unixMilliseconds) => unixMilliseconds / 1000.0;
}
