namespace Lighthouse.Suites.Security;

/// <summary>
/// Measurements that others would disturb, or that would disturb others: times, floods, and who is served meanwhile.
/// They run one after another when the rest, which run side by side, have ended.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>The collection's name.</summary>
    public const string Name = "alone";
}
