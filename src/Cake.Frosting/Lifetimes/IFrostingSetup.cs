using Cake.Core;

namespace Cake.Frosting;

/// <summary>What a build does before its tasks.</summary>
public interface IFrostingSetup
{
    /// <summary>Runs before the first task. When it fails no task runs, the teardown does.</summary>
    /// <param name="context">The build's context.</param>
    /// <param name="info">What is about to run.</param>
    void Setup(ICakeContext context, ISetupContext info);
}
