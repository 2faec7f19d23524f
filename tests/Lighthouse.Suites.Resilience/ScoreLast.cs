using Xunit.Sdk;
using Xunit.v3;

namespace Lighthouse.Suites.Resilience;

/// <summary>
/// Begins the score after all others. What it asks of a scenario is measured by whoever asks first: begun last, it finds each under way, and the
/// time of a scenario's own test is the scenario's.
/// </summary>
public sealed class ScoreLast : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName.Contains($".{nameof(ResilienceScore)} ", StringComparison.Ordinal))];
}
