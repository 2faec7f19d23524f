namespace Lighthouse.Suites.Integration;

/// <summary>Gates that measure time or put a crowd on the bridge: one after the other, when nothing else runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    /// <summary>The collection's name.</summary>
    public const string Name = "alone";
}
