using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Evidence;

/// <summary>Many numbers of one unit as value and count, ascending. Values are upper edges of the recorder's buckets, so no percentile is understated.</summary>
public sealed class Distribution
{
    /// <summary>Makes a distribution.</summary>
    /// <param name="unit">Unit of the values.</param>
    /// <param name="buckets">Value and count; any order; equal values are added up.</param>
    /// <exception cref="ArgumentException">A count below 1 or a value that is no number.</exception>
    public Distribution(Unit unit, IEnumerable<Bucket> buckets)
    {
        Unit = unit;
        Buckets = [.. buckets
            .Select(bucket => bucket is { Count: >= 1 } && double.IsFinite(bucket.Value)
                ? bucket
                : throw new ArgumentException($"LH1003: a bucket needs a finite value and a count of at least 1, not {bucket}."))
            .GroupBy(bucket => bucket.Value)
            .Select(same => new Bucket(same.Key, same.Aggregate(0L, (sum, bucket) => checked(sum + bucket.Count))))
            .OrderBy(bucket => bucket.Value)];
        Count = Buckets.Aggregate(0L, (sum, bucket) => checked(sum + bucket.Count));
    }

    /// <summary>Unit of the values.</summary>
    public Unit Unit { get; }

    /// <summary>Ascending by value.</summary>
    public IReadOnlyList<Bucket> Buckets { get; }

    /// <summary>How many numbers there are.</summary>
    public long Count { get; }

    /// <summary>The number at a rank, from 1 (the smallest) to <see cref="Count"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    public Quantity AtRank(long rank)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rank, Count);
        var seen = 0L;
        foreach (var bucket in Buckets)
        {
            seen += bucket.Count;
            if (seen >= rank)
                return new Quantity(bucket.Value, Unit);
        }

        throw new InvalidOperationException("LH1003: the counts of a distribution do not add up.");
    }

    /// <summary>The arithmetic mean.</summary>
    /// <exception cref="InvalidOperationException">The distribution is empty.</exception>
    public Quantity Mean() => Count == 0
        ? throw new InvalidOperationException("LH1003: an empty distribution has no mean.")
        : new Quantity(Buckets.Sum(bucket => bucket.Value * bucket.Count) / Count, Unit);
}

/// <summary>A value and how often it was seen.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">At least 1.</param>
public readonly record struct Bucket(double Value, long Count);
