namespace Lighthouse.Instruments.Tests;

/// <summary>Tests that need the processor or the thread pool for themselves; they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimingCollection
{
    public const string Name = "timing";
}
