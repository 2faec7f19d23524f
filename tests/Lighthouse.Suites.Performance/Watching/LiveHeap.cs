namespace Lighthouse.Suites.Performance.Watching;

/// <summary>What a garbage collection left alive in a process.</summary>
/// <param name="ByType">Bytes of the living objects of each type.</param>
internal sealed record LiveHeap(IReadOnlyDictionary<string, long> ByType)
{
    /// <summary>Bytes of all living objects.</summary>
    public long Bytes => ByType.Values.Sum();

    /// <summary>The types that grew most since an earlier time, the greatest first, for the evidence.</summary>
    public IEnumerable<string> GrownSince(LiveHeap earlier, int most) => ByType
        .Select(type => (Name: type.Key, Grown: type.Value - earlier.ByType.GetValueOrDefault(type.Key)))
        .Where(type => type.Grown > 0)
        .OrderByDescending(type => type.Grown)
        .Take(most)
        .Select(type => FormattableString.Invariant($"{type.Name} +{type.Grown / 1e3:0.#} KB"));
}
