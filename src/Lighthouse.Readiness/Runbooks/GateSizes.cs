using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Runbooks;

/// <summary>The sizes of a gate's measurement in one profile, by name: <c>agents: 500</c>, <c>duration: 10 s</c>.</summary>
/// <param name="ByName">Name to quantity; may be empty where a gate has no size to choose.</param>
public sealed record GateSizes(IReadOnlyDictionary<string, Quantity> ByName)
{
    /// <summary>A whole number of things.</summary>
    /// <exception cref="KeyNotFoundException">The runbook gives no such size.</exception>
    public int Count(string name) => checked((int)Find(name).Value);

    /// <summary>A length of time.</summary>
    /// <exception cref="KeyNotFoundException">The runbook gives no such size.</exception>
    public TimeSpan Duration(string name) => TimeSpan.FromSeconds(Find(name).In(Unit.Second).Value);

    private Quantity Find(string name) => ByName.TryGetValue(name, out var size)
        ? size
        : throw new KeyNotFoundException($"LH1002: the gate has no size '{name}'; it has: {string.Join(", ", ByName.Keys)}.");
}
