using Lighthouse.Load.Arrivals;

namespace Lighthouse.Load.Scenarios;

/// <summary>Hands out data to iterations, safely from any number of them at once.</summary>
public sealed class DataFeed<T>
{
    private readonly IReadOnlyList<T> _items;
    private readonly bool _once;
    private long _next = -1;

    private DataFeed(IReadOnlyList<T> items, bool once)
    {
        if (items.Count == 0)
            throw new ArgumentException("LHL3506: a data feed holds at least one item.");
        _items = items;
        _once = once;
    }

    /// <summary>One after the other, from the first again after the last.</summary>
    public static DataFeed<T> Circular(IEnumerable<T> items) => new([.. items], once: false);

    /// <summary>In an order drawn once, from its begin again after its end.</summary>
    /// <param name="items">At least one.</param>
    /// <param name="seed">Makes the order the same in each run.</param>
    public static DataFeed<T> Shuffled(IEnumerable<T> items, int seed)
    {
        var drawn = items.ToArray();
        new Random(seed).Shuffle(drawn);
        return new DataFeed<T>(drawn, once: false);
    }

    /// <summary>Each item at most once; <see cref="TryNext"/> says when none is left.</summary>
    public static DataFeed<T> Once(IEnumerable<T> items) => new([.. items], once: true);

    /// <summary>The items of one of several generators that share the plan: every n-th, so that no two send the same.</summary>
    /// <exception cref="ArgumentException">There are fewer items than generators.</exception>
    public DataFeed<T> PartOf(Shard shard)
    {
        ArgumentNullException.ThrowIfNull(shard);
        return new DataFeed<T>([.. _items.Where((_, number) => number % shard.Count == shard.Index - 1)], _once);
    }

    /// <summary>The next item.</summary>
    /// <exception cref="InvalidOperationException">None is left.</exception>
    public T Next() => TryNext(out var item) ? item : throw new InvalidOperationException("LHL3507: the data feed has handed out its last item; give it more, or let it go round.");

    /// <summary>The next item; false when none is left.</summary>
    public bool TryNext(out T item)
    {
        var number = Interlocked.Increment(ref _next);
        var isThere = !_once || number < _items.Count;
        item = isThere ? _items[(int)(number % _items.Count)] : default!;
        return isThere;
    }
}
