using System.Collections.Concurrent;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Limits;

/// <summary>A token bucket per agent and kind.</summary>
internal sealed class RateLimits(BridgeClock clock) : IRateLimits
{
    private const int ElicitationBurst = 3;
    private const int LeastRequestBurst = 100;
    private const int SweepEvery = 100_000;
    private readonly ConcurrentDictionary<(LimitKind, string), TokenBucket> _buckets = new();
    private int _sinceSweep;

    public TimeSpan? Take(LimitKind kind, Caller caller)
    {
        var now = clock.UnixMilliseconds;
        if (Interlocked.Increment(ref _sinceSweep) % SweepEvery == 0) Sweep(now);
        return _buckets.GetOrAdd((kind, caller.AgentId), static (_, made) => Bucket(made.kind, made.caller.Role, made.now), (kind, caller, now)).Take(now);
    }

    private static TokenBucket Bucket(LimitKind kind, Role role, long now) => kind switch
    {
        LimitKind.ElicitationCreate => new(ElicitationBurst, 10, now),
        LimitKind.ElicitationRespond => new(ElicitationBurst, 20, now),
        _ => new(Math.Max(LeastRequestBurst, role.RequestsPerMinute() / 10), role.RequestsPerMinute(), now),
    };

    private void Sweep(long now)
    {
        foreach (var (key, bucket) in _buckets)
            if (bucket.IsFull(now)) _buckets.TryRemove(key, out _);
    }
}
