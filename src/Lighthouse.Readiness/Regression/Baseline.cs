using Lighthouse.Readiness.Environments;

namespace Lighthouse.Readiness.Regression;

/// <summary>What a system was measured to be, on machines of one class, for later runs to be compared with.</summary>
/// <param name="Gate">The gate whose test measured it.</param>
/// <param name="Machine">The class of the machine.</param>
/// <param name="Commit">The commit that was measured.</param>
/// <param name="RunId">The run that measured it.</param>
/// <param name="RecordedAt">When that run began.</param>
/// <param name="Conditions">Sizes of the measurement that must be equal, as <see cref="RegressionRules.Conditions"/> gives them.</param>
/// <param name="Metrics">The figures, a number for each repeated run.</param>
public sealed record Baseline(
    string Gate, MachineClass Machine, string Commit, string RunId, DateTimeOffset RecordedAt, IReadOnlyDictionary<string, string> Conditions,
    IReadOnlyList<MetricRuns> Metrics)
{
    /// <summary>SHA-256 of the file that it was read from, lower-case hex; null when it was not read from one.</summary>
    public string? Digest { get; init; }

    /// <summary>Why figures that were measured under these conditions cannot be compared with it; null when they can.</summary>
    public string? WhyNotComparable(IReadOnlyDictionary<string, string> conditions)
    {
        var differing = Conditions.Keys.Union(conditions.Keys).Where(name => Conditions.GetValueOrDefault(name) != conditions.GetValueOrDefault(name)).Order(StringComparer.Ordinal)
            .Select(name => $"{name} was {Conditions.GetValueOrDefault(name) ?? "not given"} and is {conditions.GetValueOrDefault(name) ?? "not given"}").ToList();
        return differing.Count == 0 ? null : $"LH3803: the baseline was recorded under other conditions: {string.Join("; ", differing)}. Record it again.";
    }
}
