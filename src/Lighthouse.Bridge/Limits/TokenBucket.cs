namespace Lighthouse.Bridge.Limits;

/// <summary>A bucket of tokens that refills steadily up to its capacity.</summary>
internal sealed class TokenBucket(int capacity, int perMinute, long now)
{
    // A token has so many parts that a millisecond brings a whole number of them, so that nothing is lost to rounding.
    private const long PartsOfAToken = 60_000;
    private readonly Lock _lock = new();
    private long _parts = capacity * PartsOfAToken;
    private long _filledAt = now;

    /// <summary>Takes a token; null when there was one, otherwise the time until the next.</summary>
    public TimeSpan? Take(long unixMilliseconds)
    {
        lock (_lock)
        {
            Fill(unixMilliseconds);
            if (_parts >= PartsOfAToken)
            {
                _parts -= PartsOfAToken;
                return null;
            }

            return TimeSpan.FromMilliseconds(Math.Ceiling((PartsOfAToken - _parts) / (double)perMinute));
        }
    }

    /// <summary>Whether nothing is remembered in it, so that a new one is as good.</summary>
    public bool IsFull(long unixMilliseconds)
    {
        lock (_lock)
        {
            Fill(unixMilliseconds);
            return _parts >= capacity * PartsOfAToken;
        }
    }

    private void Fill(long unixMilliseconds)
    {
        var elapsed = Math.Max(0, unixMilliseconds - _filledAt);
        _filledAt = Math.Max(_filledAt, unixMilliseconds);
        _parts = Math.Min(capacity * PartsOfAToken, _parts + (Math.Min(elapsed, PartsOfAToken * capacity) * perMinute));
    }
}
