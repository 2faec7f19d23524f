namespace Lighthouse.Bridge.Events.Anchoring;

/// <summary>
/// Writes the anchor with every group and flushes it once in an interval. Only what is on stable storage is ever stated, so an
/// anchor that was not flushed lags behind the records and never leads them.
/// </summary>
internal sealed class AnchorKeeper(AnchorFile file, TimeSpan interval, TimeProvider time) : IDisposable
{
    private long _writtenAt;

    /// <summary>How long the oldest statement may still wait to be flushed; null when none waits.</summary>
    public TimeSpan? DueIn
    {
        get
        {
            if (!file.Unflushed)
                return null;
            var left = interval - time.GetElapsedTime(_writtenAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>States what is on stable storage now.</summary>
    public void Advance(long count, Records.SealValue head)
    {
        if (!file.Unflushed)
            _writtenAt = time.GetTimestamp();
        file.Advance(count, head);
        if (interval == TimeSpan.Zero)
            file.Flush();
    }

    /// <summary>Flushes what was stated.</summary>
    public void Flush() => file.Flush();

    public void Dispose() => file.Dispose();
}
