using System.Globalization;

namespace Lighthouse.Load.Arrivals;

/// <summary>Which part of a plan one of several generators runs: number i of n takes every n-th arrival or agent.</summary>
public sealed record Shard
{
    private Shard(int index, int count)
    {
        Index = index;
        Count = count;
    }

    /// <summary>The only generator.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>From 1.</summary>
    public int Index { get; }

    /// <summary>How many generators share the plan.</summary>
    public int Count { get; }

    /// <summary>Generator <paramref name="index"/> of <paramref name="count"/>.</summary>
    /// <exception cref="ArgumentException">There is no such part.</exception>
    public static Shard Of(int index, int count) => count is >= 1 and <= 100_000 && index >= 1 && index <= count
        ? new Shard(index, count)
        : throw new ArgumentException($"LHL3030: there is no shard {index}/{count}; the first is 1/{Math.Max(count, 1)}, and there are at most 100,000.");

    /// <summary>Reads <c>i/n</c>, the value of <c>--shard</c>.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    /// <exception cref="ArgumentException">There is no such part.</exception>
    public static Shard Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [var index, var count]
            && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? Of(i, n)
            : throw new FormatException($"LHL3031: '{(text.Length > 40 ? text[..40] : text)}' is no shard; it is written i/n, such as 2/4.");
    }

    /// <summary><c>i/n</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");
}
