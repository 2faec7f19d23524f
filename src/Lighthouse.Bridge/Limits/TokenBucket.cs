namespace Lighthouse.Bridge.Limits;

/// <summary>A bucket of tokens that refills steadily up to its capacity.</summary>
internal sealed class TokenBucket(int capacity, int perMinute, long now)
{
    private readonly Lock _lock = new();
    private double _tokens = capacity;
    private long _filledAt = now;

    /// <summary>Takes a token; null when there was one, otherwise the time until the next.</summary>
    public TimeSpan? Take(long unixMilliseconds)
    {
        lock (_lock)
        {
            Fill(unixMilliseconds);
            if (_tokens >= 1)
            {
                _tokens--;
                return null;
            }

            return TimeSpan.FromMinutes((1 - _tokens) / perMinute);
        }
    }

    /// <summary>Whether nothing is remembered in it, so that a new one is as good.</summary>
    public bool IsFull(long unixMilliseconds)
    {
        lock (_lock)
        {
            Fill(unixMilliseconds);
            return _tokens >= capacity;
        }
    }

    private void Fill(long unixMilliseconds)
    {
        var elapsed = Math.Max(0, unixMilliseconds - _filledAt);
        _filledAt = Math.Max(_filledAt, unixMilliseconds);
        _tokens = Math.Min(capacity, _tokens + (elapsed / 60_000.0 * perMinute));
    }
}
