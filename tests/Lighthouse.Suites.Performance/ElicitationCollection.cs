namespace Lighthouse.Suites.Performance;

/// <summary>The tests that look at the day's one elicitation load, which therefore runs once.</summary>
[CollectionDefinition(Name)]
public sealed class ElicitationCollection : ICollectionFixture<ElicitationLoad>
{
    /// <summary>Its name.</summary>
    public const string Name = "elicitation load";
}
