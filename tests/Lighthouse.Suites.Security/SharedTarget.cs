namespace Lighthouse.Suites.Security;

/// <summary>
/// Attacks on the day's own instance that wait for the limits of its admin, who registers the agents for all of them, and of
/// whom only three sessions may exist at once: one after another, beside those that have an instance of their own.
/// </summary>
[CollectionDefinition(Name)]
public sealed class SharedTarget
{
    /// <summary>The collection's name.</summary>
    public const string Name = "shared target";
}
