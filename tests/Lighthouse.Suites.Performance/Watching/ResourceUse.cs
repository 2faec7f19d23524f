using System.Globalization;

namespace Lighthouse.Suites.Performance.Watching;

/// <summary>How much of what this machine has was in use over a stretch of time, each as a share from 0 to 1.</summary>
/// <param name="Target">Of all processors, by the target.</param>
/// <param name="Generator">Of all processors, by this process, which makes the load.</param>
/// <param name="Memory">Of the memory.</param>
/// <param name="TargetDescriptors">Of the descriptors that the target may have.</param>
/// <param name="GeneratorDescriptors">Of those that this process may have.</param>
internal sealed record ResourceUse(double Target, double Generator, double Memory, double TargetDescriptors, double GeneratorDescriptors)
{
    // From here on a resource is taken for used up: processors are never seen to be busy all of the time.
    private const double UsedUp = 0.85;

    /// <summary>Which resource was used up; where none was, that something inside the target held it back.</summary>
    public string RanOut => this switch
    {
        { Memory: >= UsedUp } => "memory",
        { TargetDescriptors: >= UsedUp } => "descriptors of the target",
        { GeneratorDescriptors: >= UsedUp } => "descriptors of the generator",
        _ when Target + Generator < UsedUp => "no resource of the machine; something inside the target held it back",
        _ => Target >= Generator ? "processors, mostly used by the target" : "processors, mostly used by the generator",
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"processors {Target:0 %} target and {Generator:0 %} generator, memory {Memory:0 %}, descriptors {TargetDescriptors:0 %} target and {GeneratorDescriptors:0 %} generator");
}
