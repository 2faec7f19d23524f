namespace Lighthouse.Bridge.Events.Records;

/// <summary>The time of events: nanoseconds since 1970, UTC.</summary>
internal static class EventTime
{
    private const long NanosecondsPerTick = 100;

    public static long NowNs(TimeProvider time) => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;
}
