using System.Globalization;

namespace Lighthouse.Bridge.Validation;

/// <summary>Counts decisions and how long they took.</summary>
internal sealed class ValidationFigures
{
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30];
    private readonly long[] _decisions = new long[16];
    private readonly long[] _buckets = new long[Bounds.Length + 1];
    private long _microseconds;

    public void Count(Verdict verdict, TimeSpan elapsed)
    {
        Interlocked.Increment(ref _decisions[((int)verdict.Layer * 4) + (int)verdict.Decision]);
        var bucket = Array.FindIndex(Bounds, bound => elapsed.TotalSeconds <= bound);
        Interlocked.Increment(ref _buckets[bucket < 0 ? Bounds.Length : bucket]);
        Interlocked.Add(ref _microseconds, (long)elapsed.TotalMicroseconds);
    }

    /// <summary>Decisions of a layer.</summary>
    public long Of(ValidationLayer layer, Decision decision) => Volatile.Read(ref _decisions[((int)layer * 4) + (int)decision]);

    /// <summary>Decisions that took at most so many seconds, by that bound; the last one is all of them.</summary>
    public IEnumerable<(string Bound, long Count)> Latencies()
    {
        var sum = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            sum += Volatile.Read(ref _buckets[i]);
            yield return (i < Bounds.Length ? Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf", sum);
        }
    }

    /// <summary>Seconds that all decisions took together.</summary>
    public double Seconds => Volatile.Read(ref _microseconds) / 1e6;
}
