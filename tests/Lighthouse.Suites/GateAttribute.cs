using Xunit.v3;

namespace Lighthouse.Suites;

/// <summary>Names the gate that a test measures, and the metrics that it records. The pipeline selects tests by it and checks it against the runbook.</summary>
/// <param name="id">The gate's id in the runbook.</param>
/// <param name="metrics">The metrics that the test records.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GateAttribute(string id, params string[] metrics) : Attribute, ITraitAttribute
{
    /// <summary>The gate's id in the runbook.</summary>
    public string Id { get; } = id;

    /// <summary>The metrics that the test records.</summary>
    public IReadOnlyList<string> Metrics { get; } = metrics;

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Gate", Id)];
}
