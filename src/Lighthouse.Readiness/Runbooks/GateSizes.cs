using Lighthouse.Readiness.Quantities;

namespace Lighthouse.Readiness.Runbooks;

/// <summary>The sizes of a gate's measurement in one profile, by name: <c>agents: 500</c>, <c>duration: 10 s</c>.</summary>
/// <param name="ByName">Name to quantity; may be empty where a gate has no size to choose.</param>
public sealed record GateSizes(IReadOnlyDictionary<string, Quantity> ByName)
{
    /// <summary>The size of that name, with its unit.</summary>
    /// <exception cref="KeyNotFoundException">The runbook gives no such size.</exception>
    public Quantity this[string name] => ByName.TryGetValue(name, out var size)
        ? size
        : throw new KeyNotFoundException($"LH1002: the gate has no size '{name}'; it has: {(ByName.Count == 0 ? "none" : string.Join(", ", ByName.Keys))}.");

    /// <summary>A whole number of things.</summary>
    /// <exception cref="KeyNotFoundException">The runbook gives no such size.</exception>
    /// <exception cref="ArgumentException">It is no count.</exception>
    public int Count(string name) => checked((int)this[name].In(Unit.One).Value);

    /// <summary>A length of time.</summary>
    /// <exception cref="KeyNotFoundException">The runbook gives no such size.</exception>
    /// <exception cref="ArgumentException">It is no length of time.</exception>
    public TimeSpan Duration(string name) => TimeSpan.FromSeconds(this[name].In(Unit.Second).Value);

    /// <summary>A number of things per second.</summary>
    /// <exception cref="KeyNotFoundException">The runbook gives no such size.</exception>
    /// <exception cref="ArgumentException">It is no rate.</exception>
    public double Rate(string name) => this[name].In(Unit.PerSecond).Value;
}
