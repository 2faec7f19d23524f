using System.Collections.Concurrent;

namespace Lighthouse.Bridge.Push;

/// <summary>
/// The sets of types that sockets subscribe to. Equal sets are one object: two thousand sockets need not each keep what is the same, and what is
/// known of it is known for all of them. Bounded: whoever makes up ever new sets only has them forgotten.
/// </summary>
internal sealed class TypeSets
{
    private const int Most = 256;
    private readonly ConcurrentDictionary<HashSet<string>, HashSet<string>> _known = new(HashSet<string>.CreateSetComparer());

    /// <summary>No types.</summary>
    public static IReadOnlySet<string> None { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The one set that is equal to a set, which nobody changes any more.</summary>
    public IReadOnlySet<string> Shared(HashSet<string> types)
    {
        if (types.Count == 0) return None;
        if (_known.Count >= Most) _known.Clear();
        return _known.GetOrAdd(types, types);
    }
}
